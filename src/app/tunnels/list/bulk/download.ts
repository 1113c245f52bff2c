/** Saves tunnels as a JSON file, as the API reports them but for keys. */
import type { Tunnel } from '../../../../contract/tunnel.ts'

const exportable = (tunnels: readonly Tunnel[]): unknown =>
  tunnels.map((tunnel) => {
    if (!tunnel.bgp) return tunnel
    const { md5_key: _key, ...bgp } = tunnel.bgp
    return { ...tunnel, bgp }
  })

export const downloadJson = (tunnels: readonly Tunnel[]): void => {
  const text = JSON.stringify(exportable(tunnels), null, 2)
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'tunnels.json'
  link.click()
  URL.revokeObjectURL(url)
}
