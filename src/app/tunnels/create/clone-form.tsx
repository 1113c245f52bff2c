/** What the form of a clone starts from. Apart from the form, which a new tunnel needs without this. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { cloneValues } from '../../form/clone.ts'
import type { Purpose } from '../../form/form-start.ts'
import { tunnelListQuery, tunnelQuery } from '../../queries.ts'
import { Banner } from '../../ui/banner.tsx'

export const CloneForm = ({ id, children }: { id: string; children(purpose: Purpose): ReactNode }) => {
  const { data: tunnel } = useSuspenseQuery(tunnelQuery(id))
  const { data: tunnels } = useSuspenseQuery(tunnelListQuery)
  const [purpose] = useState(
    (): Purpose => ({
      kind: 'create',
      from: { id, name: tunnel.name },
      values: cloneValues(tunnel, tunnels),
    }),
  )
  return children(purpose)
}

export const CloneNotice = ({ name }: { name: string }) => (
  <div className="mb-5">
    <Banner title={`Filled from ${name}`}>
      The name and the interface address are the next free ones. Keys and the IPv6 interface address are not
      copied.
    </Banner>
  </div>
)
