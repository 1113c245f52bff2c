/**
 * The form's judgement, free of React: takes edits, blurs and answers, and says for every field what is to be
 * shown now. Timing (interaction 3.4): judged on leaving a field, cleared the instant it is right, no new
 * complaint while typing unless more typing cannot mend it, and nothing for tabbing past.
 */
import type { Neighbour } from '../../contract/finding.ts'
import type { DryRun } from './dry-run.ts'
import { isAnswered } from './dry-run-state.ts'
import { FIELD_NAMES, type FieldName, fieldsOf } from './fields.ts'
import { type FieldFinding, isBlank, isLiveBlocker, judgeField, missingFields } from './findings.ts'
import { NO_ERRORS, type PlacedError, type ShownErrors, shownErrors } from './server-errors.ts'
import { STEPS, type Step } from './steps.ts'
import { keysOf, toWire } from './to-wire.ts'
import { DEFAULT_VALUES, type TunnelValues } from './values.ts'
import { createVerdictErrors } from './verdict-errors.ts'

/** What one field shows. */
export interface FieldView {
  severity: 'error' | 'warning' | null
  /** Local findings of that severity; when there are any, they speak before the server. */
  findings: FieldFinding[]
  server: PlacedError[]
}

export interface View {
  fields: Record<FieldName, FieldView>
  stepErrors: Record<Step, PlacedError[]>
  formErrors: PlacedError[]
  missing: FieldName[]
  touched: ReadonlySet<FieldName>
  step: Step
}

type Severity = FieldView['severity']

/** Which field an edit of a form value belongs to, where the names differ. */
const OWNERS: Partial<Record<keyof TunnelValues, FieldName>> = {
  psk_choice: 'psk',
  psk_lost: 'psk',
  md5_key_lost: 'md5_key',
  prefix_entry: 'extra_prefixes',
  bgp_enabled: 'customer_asn',
}

export const ownerOf = (name: keyof TunnelValues): FieldName => OWNERS[name] ?? (name as FieldName)

const severityOf = (findings: readonly FieldFinding[]): Severity => findings[0]?.severity ?? null

export interface Model {
  /** After every edit, with the values as they are now. */
  changed(name: keyof TunnelValues, values: TunnelValues): void
  /** The form filled a field in by itself: nobody has typed, so nothing is judged, checked or kept for it. */
  preset(values: TunnelValues): void
  /** Several values were set at once: a draft restored or dropped. */
  replaced(values: TunnelValues): void
  left(field: FieldName): void
  /** Something was pasted: judge without waiting for blur. */
  pasted(field: FieldName): void
  /** Continue or Create was pressed: judge every field of these steps. */
  force(steps: readonly Step[]): void
  enter(step: Step): void
  setNeighbours(neighbours: readonly Neighbour[]): void
  values(): TunnelValues
  neighbours(): readonly Neighbour[]
  view(): View
  subscribe(listener: () => void): () => void
}

interface Start {
  values: TunnelValues
  step: Step
  neighbours: readonly Neighbour[]
  generatedPsk: string
  dryRun: DryRun
}

export const createModel = ({
  values: first,
  step: firstStep,
  neighbours: known,
  generatedPsk,
  dryRun,
}: Start): Model => {
  let values = first
  let step = firstStep
  let neighbours = known
  let editing: FieldName | null = null
  const touched = new Set<FieldName>()
  const judged = new Set<FieldName>()
  const forced = new Set<Step>()
  const editedSince = new Set<FieldName>()
  let locals = judgeAll()
  const verdictErrors = createVerdictErrors()
  let shown: ShownErrors = NO_ERRORS
  let view: View
  const listeners = new Set<() => void>()

  function judgeAll(): Record<FieldName, FieldFinding[]> {
    return Object.fromEntries(
      FIELD_NAMES.map((field) => [field, judgeField(field, values, neighbours)]),
    ) as Record<FieldName, FieldFinding[]>
  }

  const visible = (field: FieldName): FieldFinding[] => {
    const findings = locals[field]
    const severity = severityOf(findings)
    if (!judged.has(field) && !isLiveBlocker(field, values)) return []
    return findings.filter((finding) => finding.severity === severity)
  }

  const locallyWrong = (): Set<FieldName> =>
    new Set(FIELD_NAMES.filter((field) => severityOf(locals[field]) === 'error'))

  /** Hands the question that stands on the screen to the dry-run. */
  const ask = () => {
    const full = step === 'review'
    const payload = toWire(values, full ? keysOf(values, generatedPsk) : {})
    const wrong = [...locallyWrong()].filter((field) => !isBlank(field, values))
    dryRun.update({
      payload,
      full,
      fingerprint: `${full ? 'full' : 'typing'} ${JSON.stringify(payload)}`,
      eligible: touched.size > 0 && wrong.length === 0,
      missing: missingFields(values).join(' '),
    })
  }

  const serverErrors = (): ShownErrors => {
    const state = dryRun.state()
    const isCurrent = isAnswered(state)
    const errors = verdictErrors.of(state.checked, { isCurrent, isBgpOn: values.bgp_enabled })
    // A verdict on exactly this text holds for every field, also after typing away from it and back.
    if (isCurrent) editedSince.clear()
    if (errors.length === 0) return NO_ERRORS
    return shownErrors(errors, {
      missing: new Set(missingFields(values)),
      touched,
      editing,
      forced,
      editedSince,
      locallyWrong: locallyWrong(),
      showing: new Set(shown.fields.keys()),
    })
  }

  const fieldView = (field: FieldName): FieldView => {
    const findings = visible(field)
    const server = shown.fields.get(field) ?? []
    return { severity: server.length > 0 ? 'error' : severityOf(findings), findings, server }
  }

  /** Keeps the identity of what did not change, so that only what changed is drawn again. */
  const same = <T>(before: T | undefined, after: T): T =>
    before !== undefined && JSON.stringify(before) === JSON.stringify(after) ? before : after

  /** The same for a record of parts: it keeps its identity as long as every part does. */
  const parts = <K extends string, T>(
    before: Record<K, T> | undefined,
    names: readonly K[],
    partOf: (name: K) => T,
  ): Record<K, T> => {
    const after = Object.fromEntries(names.map((name) => [name, same(before?.[name], partOf(name))]))
    return before && names.every((name) => before[name] === after[name]) ? before : (after as Record<K, T>)
  }

  const look = (): View => {
    const before: View | undefined = view
    shown = serverErrors()
    const next: View = {
      fields: parts(before?.fields, FIELD_NAMES, fieldView),
      stepErrors: parts(before?.stepErrors, STEPS, (each) => shown.steps.get(each) ?? []),
      formErrors: same(before?.formErrors, shown.form),
      missing: same(before?.missing, missingFields(values)),
      touched: before?.touched.size === touched.size ? before.touched : new Set(touched),
      step,
    }
    const isSame = before && (Object.keys(next) as (keyof View)[]).every((key) => next[key] === before[key])
    return isSame ? before : next
  }

  const publish = () => {
    view = look()
    for (const listener of listeners) listener()
  }

  const refresh = () => {
    locals = judgeAll()
    ask()
    publish()
  }

  /** A judged field stays judged while its complaint stands, and is left alone once it does not. */
  const keepJudged = (field: FieldName, before: Severity, after: Severity) => {
    const stands = before === 'error' ? after !== null : before === 'warning' && after === 'warning'
    if (!stands) judged.delete(field)
  }

  const judge = (field: FieldName) => {
    if (!isBlank(field, values) || forced.has(stepOf(field))) judged.add(field)
    else judged.delete(field)
  }

  const adopt = () => {
    touched.clear()
    judged.clear()
    for (const name of Object.keys(DEFAULT_VALUES) as (keyof TunnelValues)[]) {
      if (JSON.stringify(values[name]) === JSON.stringify(DEFAULT_VALUES[name])) continue
      touched.add(ownerOf(name))
      judged.add(ownerOf(name))
    }
  }

  adopt()
  if (step === 'review') for (const each of STEPS) forced.add(each)
  ask()
  view = look()
  dryRun.subscribe(publish)

  return {
    changed(name, next) {
      const field = ownerOf(name)
      const before = severityOf(visible(field))
      // The form library hands out fresh copies; a list that did not change stays the same list.
      values = { ...next, extra_prefixes: same(values.extra_prefixes, next.extra_prefixes) }
      locals = judgeAll()
      touched.add(field)
      editedSince.add(field)
      verdictErrors.edited(field)
      const isTyped = typeof next[name] === 'string' && name !== 'psk_choice'
      if (isTyped) {
        editing = field
        keepJudged(field, before, severityOf(locals[field]))
      } else {
        judge(field)
      }
      ask()
      publish()
    },
    preset(next) {
      values = next
      refresh()
    },
    replaced(next) {
      values = next
      editing = null
      adopt()
      editedSince.clear()
      verdictErrors.forget()
      refresh()
    },
    left(field) {
      const wasEdited = editing === field
      editing = null
      judge(field)
      publish()
      if (wasEdited) dryRun.hurry()
    },
    pasted(field) {
      judge(field)
      publish()
    },
    force(steps) {
      for (const each of steps) {
        forced.add(each)
        for (const field of fieldsOf(each)) judged.add(field)
      }
      publish()
      dryRun.hurry(true)
    },
    enter(next) {
      step = next
      editing = null
      ask()
      if (next === 'review') this.force(STEPS)
      else publish()
    },
    setNeighbours(next) {
      neighbours = next
      refresh()
    },
    values: () => values,
    neighbours: () => neighbours,
    view: () => view,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const STEP_OF = Object.fromEntries(
  STEPS.flatMap((step) => fieldsOf(step).map((field) => [field, step])),
) as Record<FieldName, Step>

const stepOf = (field: FieldName): Step => STEP_OF[field]
