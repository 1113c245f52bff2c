/**
 * The fields that the router's configuration depends on, as they were before the tunnel's last edit. Stored on this
 * device: each time the tunnel is read, a difference from the last read is an edit, made here or elsewhere. Keys are
 * not stored, only whether one was set.
 */
import { useEffect, useState } from 'react'
import * as z from 'zod/mini'
import { type Tunnel, tunnel as tunnelSchema } from '../../contract/tunnel.ts'
import { readKept, writeKept } from '../kept.ts'

/** Placeholder for an MD5 key that is no longer known. No format quotes or escapes any of its characters. */
const FORMER_KEY = 'FORMER-MD5-KEY'

const seen = z.object({
  tunnel: tunnelSchema,
  md5: z.enum(['none', 'same', 'other']),
  /** The other fields that a user can edit, by the name shown for a change; older records do not have them. */
  others: z.optional(z.record(z.string(), z.string())),
})
const record = z.object({
  now: seen,
  before: z.nullable(seen),
  edited_on: z.string(),
  /** `modified_on` of the last read; older records do not have it. */
  modified_on: z.optional(z.string()),
  /** Whether another MD5 key may have been set while no page was open. */
  is_key_unsure: z.optional(z.boolean()),
  /** The fields outside the router's configuration that changed at the same time. */
  others_changed: z.optional(z.array(z.string())),
})

type Seen = z.infer<typeof seen>
type Kept = z.infer<typeof record>

export interface Former {
  tunnel: Tunnel
  /** `modified_on` when the edit was detected; empty where the API does not report it. */
  editedOn: string
  isKeyUnsure: boolean
  /**
   * Only with `isKeyUnsure`: the other fields that changed, such as `description`. They explain the new `modified_on`,
   * but do not exclude that the same edit replaced the key.
   */
  othersChanged: readonly string[]
}

/** The MD5 keys that this page read last, in memory only: detects a changed key without storing it. */
const md5Keys = new Map<string, string>()

const keyOf = (tunnelId: string): string => `router-told.${tunnelId}`

const seenOf = (tunnel: Tunnel): Seen => {
  const { id, name, cloudflare_endpoint, customer_endpoint, interface_address, bgp } = tunnel
  return {
    tunnel: {
      id,
      name,
      cloudflare_endpoint,
      interface_address,
      customer_endpoint: customer_endpoint || null,
      replay_protection: tunnel.replay_protection === true,
      custom_remote_identities: { fqdn_id: tunnel.custom_remote_identities?.fqdn_id || null },
      remote_identities: {
        hex_id: tunnel.remote_identities?.hex_id || null,
        fqdn_id: tunnel.remote_identities?.fqdn_id || null,
        user_id: tunnel.remote_identities?.user_id || null,
      },
      bgp: bgp ? { customer_asn: bgp.customer_asn ?? null } : null,
    },
    md5: bgp?.md5_key ? 'same' : 'none',
    others: othersOf(tunnel),
  }
}

const othersOf = (tunnel: Tunnel): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      description: tunnel.description || null,
      'health check': tunnel.health_check,
      'pre-shared key': tunnel.psk_metadata?.last_generated_on,
      'automatic return routing': tunnel.automatic_return_routing === true,
      'IPv6 interface address': tunnel.interface_address6 || null,
      'extra prefixes': tunnel.bgp?.extra_prefixes,
      'BGP filters': [tunnel.bgp?.import_filter_id, tunnel.bgp?.export_filter_id],
    }).map(([name, value]) => [name, JSON.stringify(value ?? null)]),
  )

const changedOthers = (before: Seen, now: Seen): string[] =>
  Object.entries(now.others ?? {}).flatMap(([name, value]) =>
    before.others?.[name] === undefined || before.others[name] === value ? [] : [name],
  )

const read = (tunnelId: string): Kept | null => {
  const kept = z.safeParse(record, readKept(keyOf(tunnelId)))
  return kept.success ? kept.data : null
}

/** Serialised with a fixed order of properties, so that texts can be compared. */
const textOf = ({ tunnel, md5 }: Seen): string => JSON.stringify([seenOf(tunnel).tunnel, md5])

const isSame = (one: Seen, other: Seen): boolean => textOf(one) === textOf(other)

/** Records the current tunnel. @returns its state before the last edit, or null when that is unknown */
export const seeTunnel = (tunnel: Tunnel): Former | null => {
  const now = seenOf(tunnel)
  const kept = read(tunnel.id)
  const md5 = tunnel.bgp?.md5_key ?? ''
  const modified_on = tunnel.modified_on ?? ''
  const isModified = kept?.modified_on !== undefined && kept.modified_on !== modified_on
  const isKeyUnsure = isModified && !md5Keys.has(tunnel.id) && kept.now.md5 === 'same' && now.md5 === 'same'
  const isOtherKey = md5Keys.has(tunnel.id) && md5Keys.get(tunnel.id) !== md5 && now.md5 === 'same'
  md5Keys.set(tunnel.id, md5)
  const isEdited = kept !== null && (isOtherKey || !isSame(kept.now, now))
  const next: Kept =
    kept && !isEdited
      ? {
          ...kept,
          modified_on,
          // An open comparison keeps its former state.
          ...(isKeyUnsure && {
            before: kept.before ?? kept.now,
            edited_on: modified_on,
            is_key_unsure: true,
            others_changed: changedOthers(kept.now, now),
          }),
          now,
        }
      : {
          now,
          before: kept && {
            ...kept.now,
            md5: kept.now.md5 === 'same' && (isOtherKey || now.md5 === 'none') ? 'other' : kept.now.md5,
          },
          edited_on: kept ? modified_on : '',
          modified_on,
          is_key_unsure: isKeyUnsure,
          ...(isKeyUnsure && kept && { others_changed: changedOthers(kept.now, now) }),
        }
  writeKept(keyOf(tunnel.id), next)
  return formerOf(next, tunnel)
}

const formerOf = (
  { before, edited_on, is_key_unsure = false, others_changed = [] }: Kept,
  { bgp }: Tunnel,
): Former | null => {
  if (!before) return null
  const md5_key = before.md5 === 'none' ? null : before.md5 === 'same' ? (bgp?.md5_key ?? null) : FORMER_KEY
  const { tunnel } = before
  return {
    tunnel: { ...tunnel, bgp: tunnel.bgp && { ...tunnel.bgp, md5_key } },
    editedOn: edited_on,
    isKeyUnsure: is_key_unsure,
    othersChanged: others_changed,
  }
}

/** Forgets the former state: the router is configured for the current tunnel. */
export const forgetFormer = (tunnel: Tunnel): void =>
  void writeKept(keyOf(tunnel.id), {
    now: seenOf(tunnel),
    before: null,
    edited_on: '',
    modified_on: tunnel.modified_on ?? '',
  } satisfies Kept)

export const useFormerTunnel = (tunnel: Tunnel): { former: Former | null; forget(): void } => {
  const [former, setFormer] = useState<Former | null>(null)
  useEffect(() => setFormer(seeTunnel(tunnel)), [tunnel])
  const forget = () => {
    forgetFormer(tunnel)
    setFormer(null)
  }
  return { former, forget }
}
