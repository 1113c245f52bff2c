/** The tunnel as the API returned it, with all fields, also those that the page does not show; keys are masked. */
import { useState } from 'react'
import { asReceived } from '../../../contract/tolerant.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { CodePanel } from '../../ui/code-panel.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'

const KEYS = new Set(['psk', 'md5_key'])

/** JSON of the tunnel, with unrecognised values where they came. For a key it contains only that it is set. */
export const rawText = (tunnel: Tunnel): string =>
  JSON.stringify(asReceived(tunnel), (name, value) => (KEYS.has(name) && value ? '(set, hidden)' : value), 2)

export const RawTunnel = ({ tunnel }: { tunnel: Tunnel }) => {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Disclosure title="API object" open={isOpen} onToggle={setIsOpen}>
      {isOpen && <CodePanel label="API object" tabs={[{ title: 'JSON', text: () => rawText(tunnel) }]} />}
    </Disclosure>
  )
}
