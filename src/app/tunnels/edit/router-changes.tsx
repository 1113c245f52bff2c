/** The router's side of an edit: every changed value of the worksheet, old and new. */
import { hiddenKey } from '../../../contract/fields/keys.ts'
import type { TunnelValues } from '../../../contract/fields/table.ts'
import { toWire } from '../../../contract/fields/wire.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { type Fact, worksheetOf, worksheetText } from '../worksheet-facts.ts'
import { BeforeAfter } from './before-after.tsx'

/** The tunnel as the API will return it once these values are saved. */
const savedTunnel = (tunnel: Tunnel, values: TunnelValues): Tunnel => ({
  ...tunnel,
  bgp: null,
  interface_address6: null,
  customer_endpoint: null,
  custom_remote_identities: null,
  ...toWire(values, { md5_key: values.md5_key }),
})

interface Setting {
  shown: string
  /** The value to compare: `shown` is equal for two keys of the same length. */
  value: string
}

const settingOf = ({ value }: Fact, { bgp }: Tunnel): Setting => {
  if (value.kind !== 'md5') return { shown: value.text, value: value.text }
  const key = bgp?.md5_key ?? ''
  return { shown: hiddenKey(key), value: key }
}

const settingsOf = (tunnel: Tunnel): Map<string, Setting> =>
  new Map(
    worksheetOf(tunnel).flatMap(({ title, facts }) =>
      facts.map((fact) => [`${title}: ${fact.name}`, settingOf(fact, tunnel)] as const),
    ),
  )

/** The router settings that differ, by name. */
const routerChanges = (before: Tunnel, after: Tunnel) => {
  const [old, now] = [settingsOf(before), settingsOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((name) => old.get(name)?.value !== now.get(name)?.value)
    .map((name) => ({
      name,
      before: old.get(name)?.shown ?? 'None',
      after: now.get(name)?.shown ?? 'None',
    }))
}

export const RouterChanges = ({ tunnel, values }: { tunnel: Tunnel; values: TunnelValues }) => {
  const after = savedTunnel(tunnel, values)
  const rows = routerChanges(tunnel, after)
  if (rows.length === 0) return null
  return (
    <section className="mt-7">
      <div className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line-strong pb-2">
        <h2 className="text-base font-semibold">Your router's side</h2>
        <CopyButton text={() => worksheetText(after)} label="new worksheet without keys" variant="secondary">
          Copy the new worksheet
        </CopyButton>
      </div>
      <ul>
        {rows.map((row) => (
          <li key={row.name} className="border-b border-line py-3">
            <h3 className="font-medium">{row.name}</h3>
            <BeforeAfter titles={['Current', 'New']} before={row.before} after={row.after} />
          </li>
        ))}
      </ul>
    </section>
  )
}
