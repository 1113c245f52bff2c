/** The API's errors that still apply: those of the newest answer, and those of the last full check about keys. */
import type { ResponseInfo } from '../../../contract/envelope.ts'
import { FIELDS, type FieldName, SECRET_NAMES } from '../../../contract/fields/table.ts'
import { type PlacedError, placeErrors } from '../server-errors.ts'
import { type Checked, isNotOnboarded } from './state.ts'

const isAbout = ({ place }: PlacedError, fields: readonly FieldName[]): boolean =>
  place.kind === 'field' && fields.includes(place.field)

const isAboutBgp = ({ place }: PlacedError): boolean =>
  place.kind === 'field' ? FIELDS[place.field].step === 'bgp' : place.kind === 'step' && place.step === 'bgp'

/** Without "not onboarded", which is shown as a phase: nothing in the request is wrong. */
const aboutRequest = (errors: readonly ResponseInfo[]) => errors.filter((error) => !isNotOnboarded([error]))

/** The error as one of the whole request, with its pointer. */
const ofWhole = (error: PlacedError): PlacedError => {
  const { place } = error
  const pointer = place.kind === 'field' ? FIELDS[place.field].path : place.pointer
  return { ...error, place: { kind: 'form', pointer } }
}

export interface VerdictErrors {
  /**
   * @param checked the newest answer; null if there was none
   * @param now whether it is about exactly the current values, and whether these have BGP
   */
  of(checked: Checked | null, now: { isCurrent: boolean; isBgpOn: boolean }): readonly PlacedError[]
  /** Removes errors about the field's previous value. */
  edited(field: FieldName): void
  forget(): void
}

export const createVerdictErrors = (): VerdictErrors => {
  let placed: { of: Checked | null; errors: PlacedError[] } = { of: null, errors: [] }
  // Only full checks send keys, so the checks in between cannot confirm or clear errors about keys.
  let ofKeys: PlacedError[] = []
  return {
    of(checked, { isCurrent, isBgpOn }) {
      if (placed.of !== checked) {
        const verdict = checked?.verdict
        placed = {
          of: checked,
          errors: verdict?.kind === 'rejected' ? placeErrors(aboutRequest(verdict.errors)) : [],
        }
        if (checked?.full) ofKeys = placed.errors.filter((error) => isAbout(error, SECRET_NAMES))
      }
      const errors = checked?.full ? placed.errors : [...placed.errors, ...ofKeys]
      if (isBgpOn || !errors.some(isAboutBgp)) return errors
      // BGP is not sent: earlier errors about it are outdated, and new ones are about the whole request.
      const others = errors.filter((error) => !isAboutBgp(error))
      return isCurrent ? [...others, ...placed.errors.filter(isAboutBgp).map(ofWhole)] : others
    },
    edited(field) {
      ofKeys = ofKeys.filter((error) => !isAbout(error, [field]))
    },
    forget() {
      ofKeys = []
    },
  }
}
