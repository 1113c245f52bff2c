/**
 * A write whose response was lost is never sent again; its result is looked for instead. The proxy does so
 * when the API's response was lost, the browser when the proxy's was. docs/proxy.md, Outcome of a change.
 */
import type { Tunnel, TunnelInput } from '../tunnel.ts'

/** Whether the tunnel has the request's values. The API may return null for a value that was left out. */
const isMadeBy = (made: Tunnel, asked: TunnelInput): boolean =>
  made.name === asked.name &&
  made.cloudflare_endpoint === asked.cloudflare_endpoint &&
  made.interface_address === asked.interface_address &&
  (made.customer_endpoint ?? '') === (asked.customer_endpoint ?? '')

/** Wait before each look, in milliseconds: reads may be older than the write. */
export const LOOK_DELAYS_MS = [500, 1000, 2000, 4000]

/** Looks until something is found. @returns null when no look found anything */
export const lookRepeatedly = async <T>(
  wait: (ms: number) => Promise<void>,
  look: () => Promise<T | null>,
): Promise<T | null> => {
  for (const ms of LOOK_DELAYS_MS) {
    await wait(ms)
    const found = await look()
    if (found !== null) return found
  }
  return null
}

/** A create that was sent and whose outcome is unknown. */
export interface SentCreate {
  input: TunnelInput
  /** Ids of the tunnels that existed before it. */
  before: ReadonlySet<string>
  /** By the API's clock, in milliseconds since the epoch; null in a browser, whose clock may be hours off. */
  sentAt: number | null
}

/** How far the clocks of two servers of the API may be apart, in milliseconds. */
const CLOCK_SLACK_MS = 60_000

/**
 * Whether this create made that tunnel. Without a creation time, only the fields of the tunnel are compared.
 */
export const isCreatedBy = (tunnel: Tunnel, { input, before, sentAt }: SentCreate): boolean =>
  !before.has(tunnel.id) &&
  isMadeBy(tunnel, input) &&
  !(sentAt !== null && Date.parse(tunnel.created_on ?? '') < sentAt - CLOCK_SLACK_MS)

/** The tunnel with the name in the list, which is at most one; null while there is none. */
export const findCreated = (
  tunnels: readonly Tunnel[],
  sent: SentCreate,
): { tunnel: Tunnel; isOurs: boolean } | null => {
  const tunnel = tunnels.find(({ name }) => name === sent.input.name)
  return tunnel ? { tunnel, isOurs: isCreatedBy(tunnel, sent) } : null
}

/** @param list rejects or returns null when the list cannot be read; that counts as not found */
export const lookForCreated = (
  sent: SentCreate,
  { list, wait }: { list(): Promise<readonly Tunnel[] | null>; wait(ms: number): Promise<void> },
) => lookRepeatedly(wait, async () => findCreated((await list().catch(() => null)) ?? [], sent))
