/** A request as text to read and copy: exactly what Create sends, with every key elided. */
import { visibleJson } from './visible.ts'

/** What is sent, as far as it matters here: where keys may stand. */
export interface Payload {
  psk?: string | undefined
  bgp?: { md5_key?: string | undefined } | undefined
}

/** Stands where a key would. Its length says nothing about the key's, and the API takes it for none. */
export const ELIDED = '••••••••'

/** The payload with its keys replaced. */
const elided = (payload: Payload): Payload => ({
  ...payload,
  ...(payload.psk === undefined ? {} : { psk: ELIDED }),
  ...(payload.bgp?.md5_key === undefined ? {} : { bgp: { ...payload.bgp, md5_key: ELIDED } }),
})

export const asJson = (payload: Payload): string => visibleJson(elided(payload))

/** Quotes text for a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** The curl command that creates a tunnel, with the token and the account as variables. */
export const curlOf = (json: string): string =>
  [
    'curl "https://api.cloudflare.com/client/v4/accounts/$CLOUDFLARE_ACCOUNT_ID/magic/ipsec_tunnels" \\',
    '  -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" \\',
    "  -H 'Content-Type: application/json' \\",
    "  -H 'x-magic-new-hc-target: true' \\",
    `  --data ${quoted(json)}`,
  ].join('\n')

/** To run it, put the keys in by hand. */
export const asCurl = (payload: Payload): string => curlOf(asJson(payload))
