/** Suggests the Cloudflare endpoints that the account's tunnels already use; any other may be typed. */
import { useEffect } from 'react'
import { counted } from '../../counted.ts'
import { useAccountTunnels, useFill, useTunnelForm, useValue } from '../../form/use-tunnel-form.tsx'

/** Number of buttons; most accounts have two endpoints, and the datalist contains all. */
const MOST_SHOWN = 4

const byUse = (endpoints: readonly string[]): [endpoint: string, tunnels: number][] => {
  const counts = new Map<string, number>()
  for (const endpoint of endpoints) counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)
}

/** @param listId ID of the datalist for autocompletion */
export const KnownEndpoints = ({ listId }: { listId: string }) => {
  const { feedback, preset } = useTunnelForm()
  const fill = useFill()
  const { tunnels, isError } = useAccountTunnels()
  const typed = useValue('cloudflare_endpoint').trim()
  const known = byUse((tunnels ?? []).map(({ cloudflare_endpoint: endpoint }) => endpoint))
  const only = known.length === 1 ? known[0]?.[0] : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the arrival of the list may fill the field, not a field that was emptied
  useEffect(() => {
    if (only && !feedback.view().touched.has('cloudflare_endpoint')) preset('cloudflare_endpoint', only)
  }, [only])
  // Space is reserved until the list arrives, so that nothing moves then. The hidden element collapses the space.
  if (!tunnels && !isError) return null
  if (known.length < 2) return <span hidden />
  return (
    <fieldset className="mt-1.5 flex flex-wrap gap-1.5">
      <legend className="sr-only">Cloudflare endpoints that this account uses</legend>
      <datalist id={listId}>
        {known.map(([endpoint, count]) => (
          <option key={endpoint} value={endpoint}>
            {counted(count, 'tunnel')}
          </option>
        ))}
      </datalist>
      {known.slice(0, MOST_SHOWN).map(([endpoint, count]) => (
        <button
          key={endpoint}
          type="button"
          aria-pressed={endpoint === typed}
          onClick={() => fill('cloudflare_endpoint', endpoint)}
          className="inline-flex min-h-6 items-center rounded-control border border-line-strong px-2 text-xs text-fg-2 hover:border-control hover:text-fg aria-pressed:border-accent aria-pressed:bg-accent-tint aria-pressed:text-fg forced-colors:aria-pressed:outline-2"
        >
          <span className="font-mono">{endpoint}</span>
          <span className="sr-only">, used by {counted(count, 'tunnel')}</span>
        </button>
      ))}
    </fieldset>
  )
}
