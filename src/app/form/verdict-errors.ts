/** The errors of the API that still count: those of the newest answer, and what the last full check said of keys. */
import type { ResponseInfo } from '../../contract/envelope.ts'
import { FIELDS, type FieldName, SECRET_NAMES } from '../../contract/fields/table.ts'
import { type Checked, isNotOnboarded } from './dry-run-state.ts'
import { type PlacedError, placeErrors } from './server-errors.ts'

const isAbout = ({ place }: PlacedError, fields: readonly FieldName[]): boolean =>
  place.kind === 'field' && fields.includes(place.field)

const isAboutBgp = ({ place }: PlacedError): boolean =>
  place.kind === 'field' ? FIELDS[place.field].step === 'bgp' : place.kind === 'step' && place.step === 'bgp'

/** An account without Magic WAN is the phase's to say: nothing in the request is wrong. */
const aboutRequest = (errors: readonly ResponseInfo[]) => errors.filter((error) => !isNotOnboarded([error]))

/** Shown for the request as a whole, with where it points. */
const ofWhole = (error: PlacedError): PlacedError => {
  const { place } = error
  const pointer = place.kind === 'field' ? FIELDS[place.field].path : place.pointer
  return { ...error, place: { kind: 'form', pointer } }
}

export interface VerdictErrors {
  /**
   * @param checked the newest answer; null when there was none
   * @param now whether it is about exactly what is on the screen, and whether that has BGP
   */
  of(checked: Checked | null, now: { isCurrent: boolean; isBgpOn: boolean }): readonly PlacedError[]
  /** The field holds something else now. */
  edited(field: FieldName): void
  forget(): void
}

export const createVerdictErrors = (): VerdictErrors => {
  let placed: { of: Checked | null; errors: PlacedError[] } = { of: null, errors: [] }
  // Keys travel with full checks alone, so the checks in between cannot take back what such a one said of them.
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
      // Nothing of BGP is sent: an earlier answer about it is out of date, and a new one is about the request.
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
