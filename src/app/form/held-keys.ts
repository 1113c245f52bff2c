/**
 * The keys of a tunnel that is not created yet, while its form is off the screen but the page lives. Memory only: a
 * reload drops them, and the draft then says so (docs/form.md, Drafts).
 */
import { SECRET_NAMES, type SecretName, type TunnelValues } from '../../contract/fields/table.ts'
import { generatePsk } from './psk.ts'

let typed: Pick<TunnelValues, SecretName> | null = null
/** It may have been sent already, so leaving the form must not make another. */
let generated: string | null = null

export const holdKeys = (values: TunnelValues): void => {
  typed = values
}

/** A draft's values with the keys that this page still knows. */
export const withHeldKeys = (draft: TunnelValues): TunnelValues => {
  const values = { ...draft }
  for (const key of SECRET_NAMES) {
    values[key] = typed?.[key] ?? ''
    values[`${key}_lost`] &&= values[key] === ''
  }
  return values
}

/** The key made for this tunnel, always the same until it is dropped. */
export const heldPsk = (): string => {
  generated ??= generatePsk()
  return generated
}

export const dropKeys = (): void => {
  typed = null
  generated = null
}

export const hasTypedKey = (values: TunnelValues): boolean => SECRET_NAMES.some((key) => values[key] !== '')
