/** The formats of an export. Each is a generator: parts that are not read are never written. */
import { asReceived } from '../../contract/tolerant.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { visibleJson } from '../../contract/visible.ts'
import { CSV_NOTE, csv } from './csv.ts'
import type { FormatName } from './parts.ts'
import { curlOf, ELIDED } from './request.ts'
import { terraform } from './terraform.ts'
import { configurationOf, wireValue } from './wire-fields.ts'

export interface Format extends FormatName {
  /** @param includeMd5 whether to write MD5 keys; pre-shared keys never are, because the API never returns them */
  write(tunnels: readonly Tunnel[], includeMd5: boolean): Iterable<string>
}

/** Removes keys at any depth: an answer may contain unknown fields. */
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
    yield `${index === 0 ? '[\n' : ',\n'}${indented(visibleJson(withoutKeys(asReceived(tunnel), includeMd5)))}`
  }
  yield tunnels.length === 0 ? '[]\n' : '\n]\n'
}

/**
 * Requests that create the same tunnels. A placeholder replaces an omitted key: the API rejects it, so that no tunnel
 * is created without its key.
 */
function* curl(tunnels: readonly Tunnel[], includeMd5: boolean): Generator<string> {
  yield '# Creates these tunnels. Pre-shared keys cannot be read, so set one for each tunnel afterwards.\n'
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
    note: 'Imports the existing tunnels. Keys and the account are variables.',
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
    note: CSV_NOTE,
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
