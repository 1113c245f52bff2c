/** The request that Create or Save sends, as JSON and as a curl command, without keys. */
import { memo } from 'react'
import { withKept } from '../../../contract/fields/kept.ts'
import type { TunnelValues } from '../../../contract/fields/table.ts'
import { keysOf, toWire } from '../../../contract/fields/wire.ts'
import type { TunnelDraft } from '../../../contract/tunnel.ts'
import { grouped } from '../../counted.ts'
import { asCurl, asJson } from '../../export/request.ts'
import { keptPlaces } from '../../form/edited.ts'
import { useTunnelForm, useView } from '../../form/use-tunnel-form.tsx'
import { CodePanel } from '../../ui/code-panel.tsx'

/** Number of prefixes to render: thousands of lines would be laid out again on every key press. */
const MOST_DRAWN = 50

const abridged = (payload: TunnelDraft): TunnelDraft => {
  const prefixes = payload.bgp?.extra_prefixes
  // A value that an edit keeps may be of any type.
  if (!Array.isArray(prefixes) || prefixes.length <= MOST_DRAWN) return payload
  const more = `... ${grouped(prefixes.length - MOST_DRAWN)} more, all of them copied`
  return { ...payload, bgp: { ...payload.bgp, extra_prefixes: [...prefixes.slice(0, MOST_DRAWN), more] } }
}

interface RequestTextProps {
  /** The rendered texts, perhaps abridged. */
  json: string
  curl: string
  /** The whole request. */
  whole(): { json: string; curl: string }
}

/** Memoised, because most key presses do not change this text. */
const RequestText = memo(
  ({ json, curl, whole }: RequestTextProps) => (
    <CodePanel
      label="Request"
      tabs={[
        { title: 'JSON', text: json, copied: () => whole().json },
        { title: 'curl', text: curl, copied: () => whole().curl },
      ]}
    />
  ),
  (before, after) => before.json === after.json && before.curl === after.curl,
)

export const RequestPreview = memo(({ values }: { values: TunnelValues }) => {
  const { form, generatedPsk, base } = useTunnelForm()
  const id = base?.tunnel.id
  const touched = useView((view) => view.touched)
  const payloadOf = (typed: TunnelValues): TunnelDraft => {
    const payload = toWire(typed, keysOf(typed, generatedPsk))
    return base ? withKept(payload, base.tunnel, keptPlaces(base, typed, touched)) : payload
  }
  const drawn = abridged(payloadOf(values))
  const whole = () => {
    const payload = payloadOf(form.getValues())
    return { json: asJson(payload), curl: asCurl(payload, id) }
  }
  return (
    <>
      <RequestText json={asJson(drawn)} curl={asCurl(drawn, id)} whole={whole} />
      <p className="mt-2 text-xs text-fg-3">
        {base
          ? 'What saving sends. Keys are left out here; fields that this form does not know are sent unchanged.'
          : 'Exactly what creating sends. Keys are left out here.'}
      </p>
    </>
  )
})
