/** Reads the tunnel to clone. A separate module, because most users open the form empty. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { cloneValues } from '../../form/clone.ts'
import type { Purpose } from '../../form/form-start.ts'
import { tunnelListQuery, tunnelQuery } from '../../queries.ts'

interface CloneStartProps {
  id: string
  children(purpose: Purpose): ReactNode
}

export const CloneStart = ({ id, children }: CloneStartProps) => {
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
