/**
 * Creates that were sent and not refused. The same create may arrive again: from a person who saw "unknown", or from a
 * browser, which repeats a POST when a kept-alive connection closes without an answer.
 */

/** How long a create is remembered, in milliseconds. */
const REMEMBERED_MS = 600_000

export interface RecentCreate {
  /** When it was sent, by `now()`. */
  at: number
  /** The id of what it created; null while it is unknown. */
  id: string | null
}

/** Deletes creates that were sent too long ago. */
export const forgetOld = (recent: Map<string, RecentCreate>, now: number): void => {
  for (const [key, { at }] of recent) if (now - at >= REMEMBERED_MS) recent.delete(key)
}
