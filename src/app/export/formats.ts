/** The formats of an export, each written part by part: what nobody asks for is never made. */
import type { Tunnel } from '../../contract/tunnel.ts'
import { csv } from './csv.ts'
import { curlOf, ELIDED } from './request.ts'
import { terraform } from './terraform.ts'
import { visibleJson } from './visible.ts'
import { configurationOf, wireValue } from './wire-fields.ts'

export interface Format {
  title: string
  ending: string
  mime: string
  /** What one must know before using it. */
  note: string
  /** @param includeMd5 whether MD5 keys are written; pre-shared keys never are, since nobody can read them */
  write(tunnels: readonly Tunnel[], includeMd5: boolean): Iterable<string>
}

/** Drops keys at any depth: an answer may have more fields than are known here. */
const withoutKeys = (value: unknown, includeMd5: boolean): unknown => {
  if (Array.isArray(value)) return value.map((each) => withoutKeys(each, includeMd5))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'psk' && (includeMd5 || key !== 'md5_key'))
      .map(([key, each]) => [key, withoutKeys(each, includeMd5)]),
  )
}

const indented = (text: string): string => `  ${text.replaceAll('\n', '\n  ')}`

function* json(tunnels: readonly Tunnel[], includeMd5: boolean): Generator<string> {
  for (const [index, tunnel] of tunnels.entries()) {
    yield `${index === 0 ? '[\n' : ',\n'}${indented(visibleJson(withoutKeys(tunnel, includeMd5)))}`
  }
  yield tunnels.length === 0 ? '[]\n' : '\n]\n'
}

/** Requests that create the same tunnels. A key that is left out is marked, so that none is made without it. */
function* curl(tunnels: readonly Tunnel[], includeMd5: boolean): Generator<string> {
  yield '# Creates these tunnels. Pre-shared keys cannot be read, so each needs one afterwards.\n'
  for (const tunnel of tunnels) {
    const body = configurationOf(tunnel)
    if (!includeMd5 && wireValue(tunnel, 'bgp.md5_key') !== undefined) {
      body.bgp = { ...(body.bgp as object), md5_key: ELIDED }
    }
    yield `\n${curlOf(visibleJson(body))}\n`
  }
}

export const FORMATS: readonly Format[] = [
  {
    title: 'Terraform',
    ending: 'tf',
    mime: 'text/plain',
    note: 'Adopts the tunnels that exist. Keys are variables, and so is the account.',
    write: terraform,
  },
  {
    title: 'JSON',
    ending: 'json',
    mime: 'application/json',
    note: 'The tunnels as the API reports them.',
    write: json,
  },
  {
    title: 'CSV',
    ending: 'csv',
    mime: 'text/csv',
    note: 'An apostrophe precedes what a spreadsheet would read as a formula.',
    write: csv,
  },
  {
    title: 'curl',
    ending: 'sh',
    mime: 'text/x-shellscript',
    note: 'Creates the same tunnels, for example in another account. Token and account come from the environment.',
    write: curl,
  },
]
