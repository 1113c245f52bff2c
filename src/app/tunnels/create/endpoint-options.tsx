/** Endpoints that the account's tunnels use already, offered for the Cloudflare endpoint; any other may be typed. */
import { useEffect } from 'react'
import { useTunnelForm, useTunnels } from '../../form/use-tunnel-form.tsx'

export const EndpointOptions = ({ id }: { id: string }) => {
  const { feedback, preset: fillIn } = useTunnelForm()
  const { tunnels } = useTunnels()
  const counts = new Map<string, number>()
  for (const { cloudflare_endpoint: endpoint } of tunnels ?? [])
    counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1)
  const [only, ...others] = counts.keys()
  const preset = others.length === 0 ? only : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list is there and nothing was typed yet
  useEffect(() => {
    if (preset && !feedback.view().touched.has('cloudflare_endpoint')) fillIn('cloudflare_endpoint', preset)
  }, [preset])
  return (
    <datalist id={id}>
      {[...counts].map(([endpoint, count]) => (
        <option key={endpoint} value={endpoint}>
          {count} {count === 1 ? 'tunnel' : 'tunnels'}
        </option>
      ))}
    </datalist>
  )
}
