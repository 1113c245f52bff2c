/** The second tunnel of a site, for routers with both tunnels in one configuration. */
import { useQuery } from '@tanstack/react-query'
import type { Tunnel } from '../../contract/tunnel.ts'
import { tunnelListQuery } from '../queries.ts'
import { Field } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'

const isOfOneSite = (one: Tunnel, other: Tunnel): boolean =>
  one.id !== other.id &&
  ((Boolean(one.customer_endpoint) && one.customer_endpoint === other.customer_endpoint) ||
    (one.bgp?.customer_asn !== undefined && one.bgp.customer_asn === other.bgp?.customer_asn))

/** Tunnels that may end at the same router: they share its address or its ASN. */
export const useTwins = (tunnel: Tunnel): readonly Tunnel[] => {
  const { data = [] } = useQuery(tunnelListQuery)
  return data.filter((other) => isOfOneSite(tunnel, other))
}

interface TwinSelectProps {
  twins: readonly Tunnel[]
  value: string
  onChoose(id: string): void
}

export const TwinSelect = ({ twins, value, onChoose }: TwinSelectProps) => (
  <Field
    id="router-twin"
    label="Second tunnel on the same router"
    optional
    hint="Tunnels with the same customer endpoint or customer ASN. Both are then in one configuration."
    message={null}
    alone
  >
    {(aria) => (
      <Select {...aria} value={value} onChange={({ target }) => onChoose(target.value)}>
        <option value="">None</option>
        {twins.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    )}
  </Field>
)
