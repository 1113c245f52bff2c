/** What few tunnels need. Opens by itself when a message points into it. */
import { type ReactNode, useState } from 'react'
import { FIELD_NAMES, factsOf } from '../../form/fields.ts'
import { useValue, useView } from '../../form/use-tunnel-form.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'

const ADVANCED = FIELD_NAMES.filter((field) => factsOf(field).advanced)

export const Advanced = ({ children }: { children: ReactNode }) => {
  const [isOpen, setIsOpen] = useState(false)
  const hasProblem = useView((view) => ADVANCED.some((field) => view.fields[field].severity === 'error'))
  const changed =
    Number(useValue('interface_address6') !== '') +
    Number(useValue('replay_protection')) +
    Number(useValue('automatic_return_routing')) +
    Number(useValue('fqdn_id') !== '')
  return (
    <Disclosure
      title="Advanced"
      hint="IPv6, replay protection, return routing, IKE ID"
      tag={changed > 0 ? `${changed} changed` : undefined}
      open={isOpen || hasProblem}
      onToggle={setIsOpen}
    >
      {children}
    </Disclosure>
  )
}
