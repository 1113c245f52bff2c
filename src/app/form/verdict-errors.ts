/** The errors of the API that still count: those of the newest verdict, and what the last full check said of keys. */
import { type FieldName, SECRET_NAMES } from '../../contract/fields/table.ts'
import type { Checked } from './dry-run-state.ts'
import { type PlacedError, placeErrors } from './server-errors.ts'

const isAbout = ({ place }: PlacedError, fields: readonly FieldName[]): boolean =>
  place.kind === 'field' && fields.includes(place.field)

export interface VerdictErrors {
  /** @param checked what came of the newest check; null when there was none */
  of(checked: Checked | null): readonly PlacedError[]
  /** The field holds something else now. */
  edited(field: FieldName): void
  forget(): void
}

export const createVerdictErrors = (): VerdictErrors => {
  let placed: { of: Checked | null; errors: PlacedError[] } = { of: null, errors: [] }
  // Keys travel with full checks alone, so the checks in between cannot take back what such a one said of them.
  let ofKeys: PlacedError[] = []
  return {
    of(checked) {
      if (placed.of !== checked) {
        const verdict = checked?.verdict
        placed = { of: checked, errors: verdict?.kind === 'rejected' ? placeErrors(verdict.errors) : [] }
        if (checked?.full && (verdict?.kind === 'accepted' || verdict?.kind === 'rejected')) {
          ofKeys = placed.errors.filter((error) => isAbout(error, SECRET_NAMES))
        }
      }
      return checked?.full ? placed.errors : [...placed.errors, ...ofKeys]
    },
    edited(field) {
      ofKeys = ofKeys.filter((error) => !isAbout(error, [field]))
    },
    forget() {
      ofKeys = []
    },
  }
}
