/** Names of resources and variables: valid in Terraform, and unique. */
import type { Tunnel } from '../../contract/tunnel.ts'
import { asciiOf } from './file-name.ts'

const legal = (name: string): string => {
  const plain = asciiOf(name, '_').replaceAll('-', '_').toLowerCase()
  return /^[a-z]/.test(plain) ? plain : `tunnel_${plain}`.replace(/_$/, '')
}

/**
 * All tunnels that would get the same name also get the beginning of their ID. A number would depend on the other
 * exported tunnels, and Terraform deletes and recreates a resource whose name changes.
 */
export const terraformNames = (tunnels: readonly Pick<Tunnel, 'id' | 'name'>[]): string[] => {
  const plain = tunnels.map(({ name }) => legal(name))
  const count = new Map<string, number>()
  for (const name of plain) count.set(name, (count.get(name) ?? 0) + 1)
  const taken = new Set<string>()
  return tunnels.map(({ id }, index) => {
    const name = plain[index] ?? ''
    const own = (count.get(name) ?? 0) > 1 ? `${name}_${asciiOf(id, '_').slice(0, 8)}` : name
    let free = own
    for (let next = 2; taken.has(free); next++) free = `${own}_${next}`
    taken.add(free)
    return free
  })
}
