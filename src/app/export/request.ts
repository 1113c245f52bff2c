/** A request as text to read and copy: exactly what Create sends, with a placeholder for every key. */
import { withoutKeys } from '../../contract/fields/wire.ts'
import type { TunnelDraft } from '../../contract/tunnel.ts'
import { visibleJson } from '../../contract/visible.ts'

/** Placeholder for a key. It does not reveal the key's length, and the API rejects it as a key. */
export const ELIDED = '••••••••'

export const asJson = (payload: TunnelDraft): string => visibleJson(withoutKeys(payload, ELIDED))

/** Quotes text for a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** The curl command that sends JSON to a path of the account, with the token and the account as variables. */
export const curlTo = (
  path: string,
  json: string,
  method: 'POST' | 'PUT',
  headers: readonly string[],
): string =>
  [
    `curl${method === 'PUT' ? ' -X PUT' : ''} "https://api.cloudflare.com/client/v4/accounts/$CLOUDFLARE_ACCOUNT_ID/magic/${path}" \\`,
    '  -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" \\',
    "  -H 'Content-Type: application/json' \\",
    ...headers.map((header) => `  -H '${header}' \\`),
    `  --data ${quoted(json)}`,
  ].join('\n')

/**
 * The curl command that creates a tunnel.
 * @param id tunnel to update instead
 */
export const curlOf = (json: string, id?: string): string =>
  curlTo(`ipsec_tunnels${id ? `/${id}` : ''}`, json, id ? 'PUT' : 'POST', ['x-magic-new-hc-target: true'])

/** The curl command of a request; the user must replace the key placeholders before running it. */
export const asCurl = (payload: TunnelDraft, id?: string): string => curlOf(asJson(payload), id)
