/** What the proxy reports about itself: the caller's identity, the mode and the remaining budget. */
import * as z from 'zod/mini'

export const meta = z.object({
  /** `sandbox`: the stand-in answers all calls and nothing leaves this machine. */
  mode: z.enum(['sandbox', 'live']),
  /** Whether the proxy is set to refuse every write. */
  read_only: z.boolean(),
  identity: z.object({
    /** The caller's name, as in the audit log. */
    name: z.string(),
    role: z.enum(['viewer', 'operator']),
  }),
  /** The account's rate budget, in API calls. */
  budget: z.object({
    remaining: z.number(),
    limit: z.number(),
    /** Seconds until calls are allowed again; 0 if they are allowed. */
    paused_s: z.number(),
  }),
  version: z.string(),
})

export type Meta = z.infer<typeof meta>
