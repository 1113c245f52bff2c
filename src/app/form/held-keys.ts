/**
 * The keys typed into a form or generated for it, while it is unmounted and the page stays open. Memory only: a
 * reload loses them, and the draft then says so (docs/form.md, Drafts).
 */
import { SECRET_NAMES, type SecretName, type TunnelValues } from '../../contract/fields/table.ts'
import type { DraftPlace } from './draft.ts'
import { generatePsk } from './psk.ts'

type Keys = Pick<TunnelValues, SecretName>

interface Held {
  typed: Partial<Keys>
  /** The generated key. It may have been sent already, so leaving the form must not generate another. */
  generated: string
}

const held = new Map<DraftPlace, Held>()

const heldAt = (place: DraftPlace): Held => {
  const known = held.get(place)
  if (known) return known
  const made: Held = { typed: {}, generated: generatePsk() }
  held.set(place, made)
  return made
}

/** @param start initial values of the form: unchanged keys are not stored */
export const holdKeys = (place: DraftPlace, values: TunnelValues, start: TunnelValues): void => {
  const typed = SECRET_NAMES.filter((key) => values[key] !== start[key]).map((key) => [key, values[key]])
  heldAt(place).typed = Object.fromEntries(typed)
}

/** A draft's values with the keys that this page still has; an unchanged key is that of `start`. */
export const withHeldKeys = (place: DraftPlace, draft: TunnelValues, start: TunnelValues): TunnelValues => {
  const typed = held.get(place)?.typed
  const values = { ...draft }
  for (const key of SECRET_NAMES) {
    const isHeld = typed?.[key] !== undefined
    values[key] = typed?.[key] ?? (values[`${key}_lost`] ? '' : start[key])
    values[`${key}_lost`] &&= !isHeld
  }
  return values
}

/** The key generated for this form; it stays the same until `dropKeys`. */
export const heldPsk = (place: DraftPlace): string => heldAt(place).generated

export const dropKeys = (place: DraftPlace): void => {
  held.delete(place)
}

export const hasTypedKey = (values: TunnelValues, start: TunnelValues): boolean =>
  SECRET_NAMES.some((key) => values[key] !== '' && values[key] !== start[key])
