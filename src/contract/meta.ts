/** What the proxy says about itself: who is asking, whom the answers come from, what budget is left. */
import * as z from 'zod/mini'

export const meta = z.object({
  /** `sandbox`: every answer comes from the stand-in and nothing leaves this machine. */
  mode: z.enum(['sandbox', 'live']),
  /** Whether the proxy is set to refuse every write. */
  read_only: z.boolean(),
  identity: z.object({
    /** Who the proxy takes the caller for, as its audit log names them. */
    name: z.string(),
    role: z.enum(['viewer', 'operator']),
  }),
  /** What is left of the account's rate budget, counted in API calls. */
  budget: z.object({
    remaining: z.number(),
    limit: z.number(),
    /** Seconds until calls are let through again; 0 while they are. */
    paused_s: z.number(),
  }),
  version: z.string(),
})

export type Meta = z.infer<typeof meta>
