/**
 * A write whose answer was lost is never sent again: what it would have left behind is looked for. The proxy does
 * so when the API's answer was lost, the browser when the proxy's was. docs/proxy.md, Outcome of a change.
 */
import type { Tunnel, TunnelInput } from './tunnel.ts'

/** Whether this tunnel is what that request would have made. The API may say null for what was left out. */
const isMadeBy = (made: Tunnel, asked: TunnelInput): boolean =>
  made.name === asked.name &&
  made.cloudflare_endpoint === asked.cloudflare_endpoint &&
  made.interface_address === asked.interface_address &&
  (made.customer_endpoint ?? '') === (asked.customer_endpoint ?? '')

/** Waits before each look, in milliseconds: reads may lag behind the write. */
export const LOOKS_MS = [500, 1000, 2000, 4000]

/** Looks until there is something to tell. @returns null when no look found anything */
export const lookRepeatedly = async <T>(
  wait: (ms: number) => Promise<void>,
  look: () => Promise<T | null>,
): Promise<T | null> => {
  for (const ms of LOOKS_MS) {
    await wait(ms)
    const found = await look()
    if (found !== null) return found
  }
  return null
}

/** A create that was sent, and nobody knows yet what became of it. */
export interface SentCreate {
  input: TunnelInput
  /** Ids of the tunnels that were there before it. */
  before: ReadonlySet<string>
  /** In milliseconds since the epoch; null in a browser, whose clock may be hours off. */
  sentAt: number | null
}

/** How far the API's clock may be behind the proxy's, in milliseconds. */
const CLOCK_SLACK_MS = 60_000

/** Whether this create made that tunnel. A tunnel that does not say when it was made is taken at its fields. */
export const isCreatedBy = (tunnel: Tunnel, { input, before, sentAt }: SentCreate): boolean =>
  !before.has(tunnel.id) &&
  isMadeBy(tunnel, input) &&
  !(sentAt !== null && Date.parse(tunnel.created_on ?? '') < sentAt - CLOCK_SLACK_MS)

/** What a look at the list shows; null while no tunnel has the name, and names are unique. */
export const findCreated = (
  tunnels: readonly Tunnel[],
  sent: SentCreate,
): { tunnel: Tunnel; isOurs: boolean } | null => {
  const tunnel = tunnels.find(({ name }) => name === sent.input.name)
  return tunnel ? { tunnel, isOurs: isCreatedBy(tunnel, sent) } : null
}

/** @param list rejects or gives null when the list cannot be read, which is no finding */
export const lookForCreated = (
  sent: SentCreate,
  { list, wait }: { list(): Promise<readonly Tunnel[] | null>; wait(ms: number): Promise<void> },
) => lookRepeatedly(wait, async () => findCreated((await list().catch(() => null)) ?? [], sent))
