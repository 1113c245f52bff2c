/** Saves an edit with exactly one PUT. The outcome is done, not done, unknown, or a conflict with another change. */

import { KNOWN_REFUSALS } from '../../../contract/calls/known-refusals.ts'
import { lookRepeatedly } from '../../../contract/calls/lost-answer.ts'
import { FIELD_NAMES, type TunnelValues } from '../../../contract/fields/table.ts'
import { fromWire, isChanged } from '../../../contract/fields/wire.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { ApiError, writeOutcomeOf } from '../../api.ts'
import { baseOf } from '../../form/base.ts'
import type { Base } from '../../form/form-start.ts'

export type SaveResult =
  | { outcome: 'done'; tunnel: Tunnel }
  | { outcome: 'not_done'; error: ApiError }
  | { outcome: 'unknown'; error: ApiError }
  /** Nothing was written. */
  | { outcome: 'conflict'; theirs: Base }

export interface SaveDeps {
  put(): Promise<Tunnel>
  /** Reads the current tunnel. */
  read(): Promise<{ tunnel: Tunnel; etag: string | null }>
  wait(ms: number): Promise<void>
}

/**
 * Whether the tunnel has all wanted values. The API never returns a pre-shared key, so a new one counts as set if the
 * time of its last change differs.
 */
export const isSaved = (now: Tunnel, before: Tunnel, wanted: TunnelValues): boolean => {
  const shown = fromWire(now)
  const isAsWanted = FIELD_NAMES.every((field) => field === 'psk' || !isChanged(field, shown, wanted))
  const isKeyNewer = now.psk_metadata?.last_generated_on !== before.psk_metadata?.last_generated_on
  return isAsWanted && (wanted.psk_choice === 'later' || isKeyNewer)
}

export const save = async (before: Base, wanted: TunnelValues, deps: SaveDeps): Promise<SaveResult> => {
  try {
    return { outcome: 'done', tunnel: await deps.put() }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (error.errors.some(({ code }) => code === KNOWN_REFUSALS.changed_meanwhile.code)) {
      const theirs = await deps.read().catch(() => null)
      if (!theirs) return { outcome: 'not_done', error }
      return { outcome: 'conflict', theirs: baseOf(theirs.tunnel, theirs.etag) }
    }
    if (writeOutcomeOf(error) === 'not_done') return { outcome: 'not_done', error }
    // On `unknown` the proxy has already checked; the browser checks only if it lost the proxy's answer.
    if (error.outcome === 'unknown') return { outcome: 'unknown', error }
    const found = await lookRepeatedly(deps.wait, async () => {
      const now = await deps.read().catch(() => null)
      return now && isSaved(now.tunnel, before.tunnel, wanted) ? now.tunnel : null
    })
    return found ? { outcome: 'done', tunnel: found } : { outcome: 'unknown', error }
  }
}
