import type { Meta } from './meta.ts'

/** The name that a text gives to the API: the stand-in is never called Cloudflare. */
export const speakerOf = (mode: Meta['mode']): string => (mode === 'sandbox' ? 'The sandbox' : 'Cloudflare')
