/** Names of resources and variables: legal in Terraform, and no two alike. */
import type { Tunnel } from '../../contract/tunnel.ts'
import { asciiOf } from './file-name.ts'

const legal = (name: string): string => {
  const plain = asciiOf(name, '_').replaceAll('-', '_').toLowerCase()
  return /^[a-z]/.test(plain) ? plain : `tunnel_${plain}`.replace(/_$/, '')
}

/**
 * Tunnels whose names come out alike get the beginning of their id, all of them: a number would depend on what else
 * is exported, and a resource that changes its name is one that Terraform deletes and creates again.
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
