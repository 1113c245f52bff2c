/**
 * Keeps what was typed over a reload, in this tab only and without keys. That a key had been typed is
 * remembered, so that its loss can be said and blocks Create.
 */
import * as z from 'zod/mini'
import { SECRET_NAMES, type TunnelValues, valuesSchema } from '../../contract/fields/table.ts'

const STORAGE_KEY = 'tunneldesk.new-tunnel'
const MAX_AGE_MS = 24 * 60 * 60 * 1000

const draftSchema = z.object({ version: z.literal(1), saved_at: z.number(), values: valuesSchema })

export interface Draft {
  /** Milliseconds since the epoch. */
  savedAt: number
  values: TunnelValues
}

/** Null where the browser forbids storage: naming it throws there. */
const tabStorage = (): Storage | null => {
  try {
    return sessionStorage
  } catch {
    return null
  }
}

export const saveDraft = (values: TunnelValues, now: number, storage = tabStorage()): void => {
  const kept = { ...values }
  for (const key of SECRET_NAMES) {
    kept[key] = ''
    kept[`${key}_lost`] ||= values[key] !== ''
  }
  try {
    storage?.setItem(STORAGE_KEY, JSON.stringify({ version: 1, saved_at: now, values: kept }))
  } catch {
    // Storage is full or forbidden: the form works on, it only forgets on reload.
  }
}

/** The draft of this tab, or null when there is none, it is too old, or it is not one of ours. */
export const loadDraft = (now: number, storage = tabStorage()): Draft | null => {
  try {
    const draft = z.safeParse(draftSchema, JSON.parse(storage?.getItem(STORAGE_KEY) ?? 'null'))
    if (!draft.success || now - draft.data.saved_at > MAX_AGE_MS) return null
    return { savedAt: draft.data.saved_at, values: draft.data.values }
  } catch {
    return null
  }
}

const clearDraft = (storage = tabStorage()): void => {
  try {
    storage?.removeItem(STORAGE_KEY)
  } catch {
    // Nothing was stored either.
  }
}

export interface DraftKeeper {
  /** Something was typed: save soon. */
  touch(): void
  /** Save now what is not saved yet: the page may be going away. */
  flush(): void
  /** Forget the draft and whatever was about to be saved. */
  drop(): void
}

const SAVE_AFTER_MS = 500

export const createDraftKeeper = (read: () => TunnelValues): DraftKeeper => {
  let timer = 0
  let unsaved = false
  const flush = () => {
    window.clearTimeout(timer)
    if (unsaved) saveDraft(read(), Date.now())
    unsaved = false
  }
  return {
    touch() {
      unsaved = true
      window.clearTimeout(timer)
      timer = window.setTimeout(flush, SAVE_AFTER_MS)
    },
    flush,
    drop() {
      window.clearTimeout(timer)
      unsaved = false
      clearDraft()
    },
  }
}
