/** BGP over a tunnel (docs/api.md, BGP). */
export const BGP = {
  /** Cloudflare's ASN in the session of every tunnel. */
  cloudflareAsn: 13335,
  port: 179,
  holdTime: '45 to 90 s',
  connectRetry: '5 to 10 s',
  prefixLimit: '5,000',
} as const
