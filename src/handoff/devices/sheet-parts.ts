/** Rows that several sheets share. */
import type { AddressRule, KeyRule, SheetPage } from '../device.ts'
import type { TunnelFacts } from '../facts.ts'
import { LINE_BREAKS, NOT_ASCII } from '../keys.ts'
import { pskOf } from '../placeholder.ts'
import { lanPrefixes, remotePrefixes } from '../questions.ts'

export type SheetRowOf = SheetPage['rows'][number]

export const row = (label: string, value: string | number, note?: string): SheetRowOf => ({
  label,
  value: String(value),
  ...(note ? { note } : {}),
})

export const pskRow = (label: string, tunnel: Pick<TunnelFacts, 'identifier' | 'psk'>): SheetRowOf =>
  row(
    label,
    pskOf(tunnel),
    tunnel.psk === null ? 'A placeholder for the key' : 'Exactly, without blanks before or after',
  )

export const listOf = (prefixes: readonly string[]): string => prefixes.join(', ') || 'None given'

export const SHEET_SITE = { lan_prefixes: lanPrefixes, remote_prefixes: remotePrefixes }

/** A field of a web page accepts one line. Most vendors document no other limit. */
export const ONE_LINE: KeyRule = { refuses: [LINE_BREAKS, NOT_ASCII] }

export const deviceUsesFirstHost = (device: string): AddressRule => ({
  refuses: ({ address, prefix }) => prefix === 30 && address % 4 !== 2,
  because: `${device} uses the first usable address of a /30. Give Cloudflare the second, for example 169.254.244.2/30`,
})
