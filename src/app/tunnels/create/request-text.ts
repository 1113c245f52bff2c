/** The request as text to read and copy: exactly what Create sends, with every key elided. */
import { withoutKeys } from '../../../contract/fields/wire.ts'
import type { TunnelDraft } from '../../../contract/tunnel.ts'

/** Stands where a key would. Its length says nothing about the key's. */
const ELIDED = '••••••••'

export const asJson = (payload: TunnelDraft): string => JSON.stringify(withoutKeys(payload, ELIDED), null, 2)

/** Quotes text for a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** A curl command with the token and the account as variables; to run it, put the keys in by hand. */
export const asCurl = (payload: TunnelDraft): string =>
  [
    'curl "https://api.cloudflare.com/client/v4/accounts/$CLOUDFLARE_ACCOUNT_ID/magic/ipsec_tunnels" \\',
    '  -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" \\',
    "  -H 'Content-Type: application/json' \\",
    "  -H 'x-magic-new-hc-target: true' \\",
    `  --data ${quoted(asJson(payload))}`,
  ].join('\n')
