/**
 * When a field's finding is shown (docs/form.md, Validation timing): after the field is left; hidden as soon as the
 * value is right; no new finding while typing unless more typing cannot fix it; and none for tabbing past.
 */
import { type FieldName, fieldsOf, rowOf } from '../../contract/fields/table.ts'
import type { Finding } from '../../contract/finding.ts'
import type { Step } from './steps.ts'

type Severity = Finding['severity'] | 'info' | null

export interface Timing {
  /** Fields that were edited since the form was opened or its draft restored. */
  readonly touched: ReadonlySet<FieldName>
  /** Fields edited since the API's last verdict. */
  readonly editedSince: Set<FieldName>
  /** Steps on which Continue was pressed; all of them on Review. */
  readonly forced: ReadonlySet<Step>
  /** The focused field, if the user has typed in it since focusing it. */
  editing(): FieldName | null
  isJudged(field: FieldName): boolean
  edit(field: FieldName, isTyped: boolean): void
  /** After a key press: a judged field stays judged while its finding remains, and not after it has disappeared. */
  keepJudged(field: FieldName, before: Severity, after: Severity): void
  /** The field was left, chosen or pasted into. */
  judge(field: FieldName, isBlank: boolean): void
  stopEditing(): void
  force(steps: readonly Step[]): void
  /** Resets everything; fields filled in by a draft are touched and judged. */
  restart(filled: readonly FieldName[]): void
}

export const createTiming = (): Timing => {
  const touched = new Set<FieldName>()
  const judged = new Set<FieldName>()
  const forced = new Set<Step>()
  const editedSince = new Set<FieldName>()
  let editing: FieldName | null = null
  return {
    touched,
    editedSince,
    forced,
    editing: () => editing,
    isJudged: (field) => judged.has(field),
    edit(field, isTyped) {
      touched.add(field)
      editedSince.add(field)
      if (isTyped) editing = field
    },
    keepJudged(field, before, after) {
      const stands = before === 'error' ? after !== null : before === 'warning' && after === 'warning'
      if (!stands) judged.delete(field)
    },
    judge(field, isBlank) {
      if (!isBlank || forced.has(rowOf(field).step)) judged.add(field)
      else judged.delete(field)
    },
    stopEditing() {
      editing = null
    },
    force(steps) {
      for (const step of steps) {
        forced.add(step)
        for (const field of fieldsOf(step)) judged.add(field)
      }
    },
    restart(filled) {
      editing = null
      touched.clear()
      judged.clear()
      editedSince.clear()
      for (const field of filled) {
        touched.add(field)
        judged.add(field)
      }
    },
  }
}
