/**
 * Keeps the typed values across a reload, in this tab only and without keys. The draft records that a key had been
 * typed, so that the form can report its loss and block sending.
 */
import * as z from 'zod/mini'
import { SECRET_NAMES, type TunnelValues, valuesSchema } from '../../contract/fields/table.ts'

/** Each form has its own draft: a new tunnel, a clone of a tunnel, an edit of a tunnel. */
export type DraftPlace = 'new-tunnel' | `clone.${string}` | `edit.${string}`

const MAX_AGE_MS = 24 * 60 * 60 * 1000

const draftSchema = z.object({
  version: z.literal(1),
  saved_at: z.number(),
  id: z.optional(z.string()),
  values: valuesSchema,
  base: z.optional(z.object({ etag: z.nullable(z.string()), values: valuesSchema })),
})

/** The state of the tunnel that an edit is based on. */
export interface DraftBase {
  etag: string | null
  values: TunnelValues
}

export interface Draft {
  /** Milliseconds since the epoch. */
  savedAt: number
  /** Identifies the draft, so that tabs with the same draft recognise each other. */
  id: string
  values: TunnelValues
  /** Without keys. Null in the draft of a new tunnel. */
  base: DraftBase | null
}

/** Null if the browser blocks storage: accessing it throws then. */
const tabStorage = (): Storage | null => {
  try {
    return sessionStorage
  } catch {
    return null
  }
}

const keyOf = (place: DraftPlace): string => `tunneldesk.${place}`

const withoutSecrets = (values: TunnelValues): TunnelValues => {
  const kept = { ...values }
  for (const key of SECRET_NAMES) kept[key] = ''
  return kept
}

export const saveDraft = (
  place: DraftPlace,
  { savedAt, id, values, base }: Draft,
  storage = tabStorage(),
): void => {
  const kept = withoutSecrets(values)
  // An unchanged key is not lost: it is read again from the tunnel.
  for (const key of SECRET_NAMES) kept[`${key}_lost`] ||= values[key] !== (base?.values[key] ?? '')
  const over = base && { base: { etag: base.etag, values: withoutSecrets(base.values) } }
  try {
    storage?.setItem(
      keyOf(place),
      JSON.stringify({ version: 1, saved_at: savedAt, id, values: kept, ...over }),
    )
  } catch {
    // Storage is full or blocked: the form works, but a reload loses what was typed.
  }
}

export const newDraftId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-')

/** The draft of this tab; null if there is none, or it is too old or invalid. */
export const loadDraft = (place: DraftPlace, now: number, storage = tabStorage()): Draft | null => {
  try {
    const draft = z.safeParse(draftSchema, JSON.parse(storage?.getItem(keyOf(place)) ?? 'null'))
    if (!draft.success || now - draft.data.saved_at > MAX_AGE_MS) return null
    const { saved_at: savedAt, id = newDraftId(), values, base = null } = draft.data
    return { savedAt, id, values, base }
  } catch {
    return null
  }
}

const clearDraft = (place: DraftPlace, storage = tabStorage()): void => {
  try {
    storage?.removeItem(keyOf(place))
  } catch {
    // Without storage nothing was stored.
  }
}

export interface DraftKeeper {
  /** Saves the draft after a short delay. Called after every edit. */
  touch(): void
  /** Saves unsaved changes at once. Called when the page may be closing. */
  flush(): void
  /** Deletes the draft and cancels a pending save. */
  drop(): void
}

const SAVE_AFTER_MS = 500

export const createDraftKeeper = (place: DraftPlace, read: () => Omit<Draft, 'savedAt'>): DraftKeeper => {
  let timer = 0
  let unsaved = false
  const flush = () => {
    window.clearTimeout(timer)
    if (unsaved) saveDraft(place, { ...read(), savedAt: Date.now() })
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
      clearDraft(place)
    },
  }
}
