/**
 * Remembers in this tab that a create was sent, until its outcome is known. The server finishes a create also if the
 * page is reloaded meanwhile, and the restored draft would otherwise look as if nothing had been sent.
 */
import * as z from 'zod/mini'

const KEY = 'tunneldesk.sent-create'

/** Without any key. `at` in milliseconds since the epoch. */
const sentSchema = z.object({ draftId: z.string(), name: z.string(), at: z.number() })
export type SentNote = z.infer<typeof sentSchema>

/** The create of this draft whose outcome is not known; null if there is none. */
export const readSent = (draftId: string): SentNote | null => {
  try {
    const sent = z.safeParse(sentSchema, JSON.parse(sessionStorage.getItem(KEY) ?? 'null'))
    return sent.success && sent.data.draftId === draftId ? sent.data : null
  } catch {
    return null
  }
}

/** @param sent null once the outcome is known */
export const writeSent = (sent: SentNote | null): void => {
  try {
    if (sent) sessionStorage.setItem(KEY, JSON.stringify(sent))
    else sessionStorage.removeItem(KEY)
  } catch {
    // Without storage a reload restores no draft either.
  }
}
