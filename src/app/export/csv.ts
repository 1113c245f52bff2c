/** Tunnels as CSV (RFC 4180): one row per tunnel, one column per writable field, named by its path in the request. */

import type { Tunnel } from '../../contract/tunnel.ts'
import { WIRE_PATHS, wireValue } from './wire-fields.ts'

/** What a reader of the file must know. */
export const CSV_NOTE = 'An apostrophe precedes what a spreadsheet would read as a formula.'

const REPORTED: Record<string, (tunnel: Tunnel) => unknown> = {
  psk_last_generated_on: ({ psk_metadata }) => psk_metadata?.last_generated_on,
  allow_null_cipher: ({ allow_null_cipher }) => allow_null_cipher,
  created_on: ({ created_on }) => created_on,
  modified_on: ({ modified_on }) => modified_on,
}

/** A formula at the start of a cell, or where a spreadsheet that splits at another character would start a cell. */
const FORMULA = /(^|[\t\r\n,;|"])('*[=+\-@＝＋－＠])/g
const BLANK_START = /^'*[\t\r\n]/
const PUT_FORMULA = /(^|[\t\r\n,;|"])'('*[=+\-@＝＋－＠])/g
const PUT_BLANK_START = /^'+[\t\r\n]/

/**
 * Prevents a spreadsheet from reading text as a formula: adds an apostrophe before `=`, `+`, `-` and `@` where a cell
 * starts or might start, and before a tab or line break at the start of the cell. It also adds one where there are
 * apostrophes already, so that `restored` returns exactly the original text.
 * Rule and reversal: docs/form.md, Export.
 */
export const neutralised = (text: string): string =>
  text.replace(FORMULA, "$1'$2").replace(BLANK_START, "'$&")

export const restored = (text: string): string =>
  (PUT_BLANK_START.test(text) ? text.slice(1) : text).replace(PUT_FORMULA, '$1$2')

const textOf = (value: unknown): string => {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(textOf).join(' ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const cell = (value: unknown): string => {
  const text = neutralised(textOf(value))
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export const csvRow = (values: readonly unknown[]): string => `${values.map(cell).join(',')}\r\n`

export function* csv(tunnels: readonly Tunnel[], includeMd5: boolean): Generator<string> {
  const columns = {
    id: ({ id }: Tunnel) => id,
    ...Object.fromEntries(
      WIRE_PATHS.filter((path) => includeMd5 || path !== 'bgp.md5_key').map((path) => [
        path,
        (tunnel: Tunnel) => wireValue(tunnel, path),
      ]),
    ),
    ...REPORTED,
  }
  yield csvRow(Object.keys(columns))
  for (const tunnel of tunnels) yield csvRow(Object.values(columns).map((read) => read(tunnel)))
}
