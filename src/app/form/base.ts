/** The state that an edit is filled from. A separate module, because the form of a new tunnel does not need it. */
import { oddPlacesOf } from '../../contract/fields/kept.ts'
import { fromWire } from '../../contract/fields/wire.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import type { Base } from './form-start.ts'

export const baseOf = (tunnel: Tunnel, etag: string | null): Base => {
  const values = fromWire(tunnel)
  return { tunnel, etag, values, odd: oddPlacesOf(tunnel, values) }
}
