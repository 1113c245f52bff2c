/**
 * Names of tunnels from recent reads. Health is queried by name, and health data may itself be a minute old, so a name
 * of that age is good enough. The health of a tunnel then needs no extra read of the tunnel.
 */
import type { Tunnel } from '../../contract/tunnel.ts'
import type { ApiResponse } from '../http/api-response.ts'
import { KEPT_MS, type Named } from './health.ts'

export const createKnownNames = (now: () => number) => {
  const names = new Map<string, Named & { at: number }>()
  return {
    /** @param result the result of any read */
    learn(result: object) {
      const { ipsec_tunnels: all = [], ipsec_tunnel: one } = result as {
        ipsec_tunnels?: readonly Tunnel[]
        ipsec_tunnel?: Tunnel
      }
      for (const { id, name } of one ? [one] : all) names.set(id, { name, at: now() })
    },
    /** @param read reads the tunnel and passes the result to `learn` */
    async of(id: string, read: () => Promise<ApiResponse>): Promise<Named | ApiResponse> {
      const known = names.get(id)
      if (known && now() - known.at < KEPT_MS) return known
      const response = await read()
      return (response.status === 200 && names.get(id)) || response
    },
    forget: () => names.clear(),
  }
}
