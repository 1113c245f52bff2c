/**
 * Keeps what was typed over a reload, in this tab only and without keys. That a key had been typed is
 * remembered, so that its loss can be said and blocks sending.
 */
import * as z from 'zod/mini'
import { SECRET_NAMES, type TunnelValues, valuesSchema } from '../../contract/fields/table.ts'

/** Each form has a draft of its own: the new tunnel, the clone of one, the edit of one. */
export type DraftPlace = 'new-tunnel' | `clone.${string}` | `edit.${string}`

const MAX_AGE_MS = 24 * 60 * 60 * 1000

const draftSchema = z.object({
  version: z.literal(1),
  saved_at: z.number(),
  id: z.optional(z.string()),
  values: valuesSchema,
  base: z.optional(z.object({ etag: z.nullable(z.string()), values: valuesSchema })),
})

/** The tunnel that an edit was typed over. */
export interface DraftBase {
  etag: string | null
  values: TunnelValues
}

export interface Draft {
  /** Milliseconds since the epoch. */
  savedAt: number
  /** Two tabs of the same draft know each other by it. */
  id: string
  values: TunnelValues
  /** Without keys. Null in the draft of a new tunnel. */
  base: DraftBase | null
}

/** Null where the browser forbids storage: naming it throws there. */
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
  // A key that is unchanged comes back by reading.
  for (const key of SECRET_NAMES) kept[`${key}_lost`] ||= values[key] !== (base?.values[key] ?? '')
  const over = base && { base: { etag: base.etag, values: withoutSecrets(base.values) } }
  try {
    storage?.setItem(
      keyOf(place),
      JSON.stringify({ version: 1, saved_at: savedAt, id, values: kept, ...over }),
    )
  } catch {
    // Storage is full or forbidden: the form works on, it only forgets on reload.
  }
}

export const newDraftId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-')

/** The draft of this tab, or null when there is none, it is too old, or it is not one of ours. */
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
