import type { Meta } from './meta.ts'

/** Who speaks when an answer is quoted: the stand-in never speaks in Cloudflare's name. */
export const speakerOf = (mode: Meta['mode']): string => (mode === 'sandbox' ? 'The sandbox' : 'Cloudflare')
