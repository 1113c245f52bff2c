/**
 * The keys typed into a form or made for it, while it is off the screen but the page lives. Memory only: a reload
 * drops them, and the draft then says so (docs/form.md, Drafts).
 */
import { SECRET_NAMES, type SecretName, type TunnelValues } from '../../contract/fields/table.ts'
import type { DraftPlace } from './draft.ts'
import { generatePsk } from './psk.ts'

type Keys = Pick<TunnelValues, SecretName>

interface Held {
  typed: Partial<Keys>
  /** It may have been sent already, so leaving the form must not make another. */
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

/** @param start what the form was filled with: a key that is unchanged is not held */
export const holdKeys = (place: DraftPlace, values: TunnelValues, start: TunnelValues): void => {
  const typed = SECRET_NAMES.filter((key) => values[key] !== start[key]).map((key) => [key, values[key]])
  heldAt(place).typed = Object.fromEntries(typed)
}

/** A draft's values with the keys that this page still knows; a key that was not touched is that of `start`. */
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

/** The key made for this form, always the same until it is dropped. */
export const heldPsk = (place: DraftPlace): string => heldAt(place).generated

export const dropKeys = (place: DraftPlace): void => {
  held.delete(place)
}

export const hasTypedKey = (values: TunnelValues, start: TunnelValues): boolean =>
  SECRET_NAMES.some((key) => values[key] !== '' && values[key] !== start[key])
