/** The request that creating sends, as JSON and as a curl command, without keys. */
import { memo } from 'react'
import type { TunnelValues } from '../../../contract/fields/table.ts'
import { keysOf, toWire } from '../../../contract/fields/wire.ts'
import { asCurl, asJson } from '../../export/request.ts'
import { useTunnelForm } from '../../form/use-tunnel-form.tsx'
import { CodePanel } from '../../ui/code-panel.tsx'

/** Most key presses change another part of the page than this text. */
const RequestText = memo(({ json, curl }: { json: string; curl: string }) => (
  <CodePanel
    label="Request"
    tabs={[
      { title: 'JSON', text: json },
      { title: 'curl', text: curl },
    ]}
  />
))

export const RequestPreview = memo(({ values }: { values: TunnelValues }) => {
  const { generatedPsk, base } = useTunnelForm()
  const payload = toWire(values, keysOf(values, generatedPsk))
  return (
    <>
      <RequestText json={asJson(payload)} curl={asCurl(payload, base?.tunnel.id)} />
      <p className="mt-2 text-xs text-fg-3">
        {base
          ? 'What saving sends. Keys are left out here; fields that this form does not know are sent along.'
          : 'Exactly what creating sends. Keys are left out here.'}
      </p>
    </>
  )
})
