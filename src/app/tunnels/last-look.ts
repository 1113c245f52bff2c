/**
 * The changes of a tunnel since this browser last showed it. Each look is stored on this device as the text of each
 * field on Review; for a key only when or whether it was set. In the sandbox a look lasts as long as the page. The looks
 * at tunnels that no longer exist are deleted.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import * as z from 'zod/mini'
import { NONE, type Shown } from '../../contract/fields/field.ts'
import { FIELD_NAMES, type FieldName, isOn, rowOf } from '../../contract/fields/table.ts'
import { fromWire } from '../../contract/fields/wire.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { readKept, writeKept } from '../kept.ts'
import { pruneKept } from '../prune-kept.ts'
import { isPageOfList, metaQuery, tunnelListQuery } from '../queries.ts'

const look = z.object({
  /** Milliseconds since the epoch. */
  at: z.number(),
  /** Text by field; unknown fields are omitted. */
  fields: z.record(z.string(), z.string()),
  /** What the state was called; left out while it was not known. */
  state: z.optional(z.string()),
})

export type Look = z.infer<typeof look>

export interface FieldChange {
  field: FieldName
  was: string
  is: string
}

const textOf = (shown: Shown): string => {
  switch (shown.kind) {
    case 'words':
    case 'choice':
      return shown.text
    case 'mono':
      return shown.lines.join(', ')
    case 'key':
      return 'Set'
    case 'none':
      return 'None'
  }
}

const keyText = (field: FieldName, tunnel: Tunnel): string | undefined => {
  if (field === 'md5_key') return tunnel.bgp?.md5_key ? 'Set' : 'None'
  // Some reads omit the metadata; then nothing is known about the key.
  return tunnel.psk_metadata ? (tunnel.psk_metadata.last_generated_on ?? 'None') : undefined
}

export const lookAt = (tunnel: Tunnel, at: number): Look => {
  const values = fromWire(tunnel)
  const fields: Record<string, string> = {}
  for (const field of FIELD_NAMES) {
    const { path, review, secret } = rowOf(field)
    const odd = tunnel.odd_values?.[path]
    const shown = isOn(field, values) ? review(values) : NONE
    const text = secret ? keyText(field, tunnel) : odd === undefined ? textOf(shown) : JSON.stringify(odd)
    if (text !== undefined) fields[field] = text
  }
  return { at, fields }
}

/** The changed fields in the order of the page. Only fields in both looks are compared. */
export const changesBetween = (before: Look, now: Look): FieldChange[] =>
  FIELD_NAMES.flatMap((field) => {
    const [was, is] = [before.fields[field], now.fields[field]]
    return was === undefined || is === undefined || was === is ? [] : [{ field, was, is }]
  })

const ofThisPage = new Map<string, Look>()

/** @param isKept false in the sandbox, whose tunnels end with it */
export const lastLook = (id: string, isKept: boolean): Look | null => {
  const inMemory = ofThisPage.get(id)
  if (inMemory || !isKept) return inMemory ?? null
  const kept = z.safeParse(look, readKept(`look.${id}`))
  return kept.success ? kept.data : null
}

/** Whether the tunnel had a description at the last look; true without one, because most tunnels have a description. */
export const hadDescription = (id: string): boolean => lastLook(id, true)?.fields.description !== textOf(NONE)

export const keepLook = (id: string, now: Look, isKept: boolean): void => {
  ofThisPage.set(id, now)
  if (isKept) writeKept(`look.${id}`, now)
}

/** The look that the open page of each tunnel is compared with. */
const compared = new Map<string, Look>()

/** Excludes fields that were changed in this page. */
export const ignoreOwnChange = (id: string, fields: readonly FieldName[]): void => {
  for (const field of fields) delete compared.get(id)?.fields[field]
}

const NO_CHANGES: readonly FieldChange[] = []

export interface SinceLastLook {
  changes: readonly FieldChange[]
  /** When the fields were as the changes say, in milliseconds since the epoch: the last look, or a dismissal. */
  at: number
  /** The last look before this page was opened; null for the first one. */
  last: Look | null
  dismiss(): void
}

interface Present {
  tunnel: Tunnel
  /** When it was read, in milliseconds since the epoch. */
  at: number
  /** What its state is called; undefined while that is not known. */
  state: string | undefined
}

/** @param own fields that this browser has just saved */
export const useLastLook = ({ tunnel, at, state }: Present, own: readonly FieldName[]): SinceLastLook => {
  const mode = useQuery(metaQuery).data?.mode
  const [changes, setChanges] = useState(NO_CHANGES)
  const [last, setLast] = useState<Look | null>(null)
  const isOpen = useRef(false)
  const client = useQueryClient()
  const { id } = tunnel
  useEffect(() => {
    // Nothing is stored before it is known whether this is the sandbox.
    if (mode === undefined) return
    const now = lookAt(tunnel, at)
    if (!isOpen.current) {
      isOpen.current = true
      const before = lastLook(id, mode === 'live')
      setLast(before)
      compared.set(id, structuredClone(before ?? now))
      ignoreOwnChange(id, own)
      // The list of the sandbox says nothing about the tunnels of a real account at the same address.
      const tunnels = mode === 'live' ? client.getQueryData(tunnelListQuery.queryKey) : undefined
      if (tunnels && !isPageOfList()) {
        const ids = new Set([id, ...tunnels.map((each) => each.id)])
        pruneKept((each) => !ids.has(each))
      }
    }
    setChanges(changesBetween(compared.get(id) ?? now, now))
    const fields = { ...lastLook(id, mode === 'live')?.fields, ...now.fields }
    keepLook(id, { at, fields, state }, mode === 'live')
  }, [mode, id, tunnel, at, state, own, client])
  return {
    changes,
    at: compared.get(id)?.at ?? at,
    last,
    dismiss: () => {
      compared.set(id, lookAt(tunnel, at))
      setChanges(NO_CHANGES)
    },
  }
}
