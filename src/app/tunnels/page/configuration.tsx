/** The tunnel's settings as the API reports them: the form's fields, then read-only ones. */
import type { ShownOnPage } from '../../../contract/fields/field.ts'
import { FIELD_NAMES, rowOf } from '../../../contract/fields/table.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { isOdd } from '../../state/odd.ts'
import { AddressLines } from '../../ui/address.tsx'
import { Changed } from '../../ui/changed.tsx'
import { CopyableAddress } from '../../ui/copyable-address.tsx'
import { Prop, PropsList } from '../../ui/props-list.tsx'
import { Ago, Clock } from '../../ui/time.tsx'
import type { FieldChange } from '../last-look.ts'
import { OddValue } from '../odd-value.tsx'

const Value = ({ value, now }: { value: ShownOnPage; now: number }) => {
  switch (value.kind) {
    case 'none':
      return 'None'
    case 'words':
    case 'choice':
      return value.text
    case 'mono':
      return <AddressLines lines={value.lines} note={value.note} />
    case 'key':
      return 'Set'
    case 'set on':
      return (
        <>
          Set <Ago ms={Date.parse(value.at)} now={now} />
        </>
      )
  }
}

const PLACES: ReadonlySet<string> = new Set(FIELD_NAMES.map((field) => rowOf(field).path))

interface ConfigurationProps {
  tunnel: Tunnel
  /** Milliseconds since the epoch. */
  now: number
  /** Changes since this browser last showed the tunnel. */
  changes: readonly FieldChange[]
}

export const Configuration = ({ tunnel, now, changes }: ConfigurationProps) => (
  <section aria-labelledby="configuration-title">
    <h2 id="configuration-title" className="border-b border-line-strong pb-2 font-semibold">
      Configuration
    </h2>
    <PropsList>
      {FIELD_NAMES.map((field) => {
        const { term, path, page } = rowOf(field)
        if (tunnel.odd_values && path in tunnel.odd_values) {
          return (
            <Prop key={field} name={term}>
              <OddValue place={path} value={tunnel.odd_values[path]} />
            </Prop>
          )
        }
        // The object that contains it is below, as the API sent it.
        const value = isOdd(tunnel, path) ? null : page(tunnel)
        return (
          value && (
            <Prop key={field} name={term}>
              <Value value={value} now={now} />
              {changes.some((change) => change.field === field) && (
                <>
                  {' '}
                  <Changed />
                </>
              )}
            </Prop>
          )
        )
      })}
      {Object.entries(tunnel.odd_values ?? {})
        .filter(([place]) => !PLACES.has(place))
        .map(([place, value]) => (
          <Prop key={place} name={place}>
            <OddValue place={place} value={value} />
          </Prop>
        ))}
      <Prop name="Null cipher">
        {tunnel.allow_null_cipher ? (
          <span className="font-medium text-danger">Allowed: traffic may be unencrypted</span>
        ) : (
          'Not allowed'
        )}
      </Prop>
      {tunnel.created_on && (
        <Prop name="Created">
          <Clock ms={Date.parse(tunnel.created_on)} />, <Ago ms={Date.parse(tunnel.created_on)} now={now} />
        </Prop>
      )}
      {tunnel.modified_on && (
        <Prop name="Modified">
          <Clock ms={Date.parse(tunnel.modified_on)} />, <Ago ms={Date.parse(tunnel.modified_on)} now={now} />
        </Prop>
      )}
      <Prop name="Tunnel ID" isLong>
        <CopyableAddress value={tunnel.id} label="tunnel ID" />
      </Prop>
    </PropsList>
  </section>
)
