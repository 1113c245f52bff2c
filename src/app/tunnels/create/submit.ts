/**
 * Creates the tunnel: one POST, never a second. When the answer does not say what happened, looks for the
 * tunnel instead of sending again.
 */
import type { ResponseInfo } from '../../../contract/envelope.ts'
import { isMadeBy, type Tunnel, type TunnelInput } from '../../../contract/tunnel.ts'
import { ApiError } from '../../api.ts'

export type Ending =
  | { kind: 'created'; tunnel: Tunnel }
  | {
      kind: 'not_created'
      errors: ResponseInfo[]
      status: number
      requestId: string | null
      retryAfterS: number | null
    }
  /** It may or may not exist; `requestId` names the attempt in the server's log. */
  | { kind: 'unknown'; requestId: string | null }

export interface SubmitDeps {
  create(input: TunnelInput): Promise<Tunnel>
  list(): Promise<readonly Tunnel[]>
  wait(ms: number): Promise<void>
}

/** How long to wait before each look, in milliseconds: the list may lag behind the write. */
const LOOKS_MS = [500, 1000, 2000]

/** Looks once for what an unconfirmed create would have made; null when it is not there. Throws what `list` throws. */
export const findCreated = async (
  input: TunnelInput,
  before: ReadonlySet<string>,
  deps: Pick<SubmitDeps, 'list'>,
): Promise<Tunnel | null> =>
  (await deps.list()).find((tunnel) => !before.has(tunnel.id) && isMadeBy(tunnel, input)) ?? null

/** @param before ids of the tunnels known before, which a lost answer cannot have been about */
export const submit = async (
  input: TunnelInput,
  before: ReadonlySet<string>,
  deps: SubmitDeps,
): Promise<Ending> => {
  try {
    return { kind: 'created', tunnel: await deps.create(input) }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (error.outcome === 'not_done' || (error.outcome === undefined && error.kind === 'api')) {
      const { errors, status, requestId, retryAfterS } = error
      return { kind: 'not_created', errors, status, requestId, retryAfterS }
    }
    // The proxy has looked already when it says `unknown`; the browser looks when it lost the proxy's answer.
    const found = error.outcome === 'unknown' ? null : await lookRepeatedly(input, before, deps)
    return found ? { kind: 'created', tunnel: found } : { kind: 'unknown', requestId: error.requestId }
  }
}

const lookRepeatedly = async (
  input: TunnelInput,
  before: ReadonlySet<string>,
  deps: SubmitDeps,
): Promise<Tunnel | null> => {
  for (const ms of LOOKS_MS) {
    await deps.wait(ms)
    const found = await findCreated(input, before, deps).catch(() => null)
    if (found) return found
  }
  return null
}
