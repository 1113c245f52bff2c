/** Sets up the form of a tunnel with its feedback, its dry-run and its draft, while it is mounted. */
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type Path, type PathValue, useForm } from 'react-hook-form'
import { createJudge } from '../../contract/fields/judge.ts'
import { type FieldName, isDefault, type TunnelValues, type ValueName } from '../../contract/fields/table.ts'
import { isChanged } from '../../contract/fields/wire.ts'
import type { Neighbour } from '../../contract/finding.ts'
import type { TunnelDraft } from '../../contract/tunnel.ts'
import { tunnelListQuery } from '../queries.ts'
import { createDraftKeeper, type DraftBase, newDraftId } from './draft.ts'
import { createAnswers } from './dry-run/answers.ts'
import { browserDeps } from './dry-run/browser.ts'
import { createDryRun } from './dry-run/dry-run.ts'
import type { DryRun } from './dry-run/state.ts'
import { useDryRunLimits } from './dry-run/use-limits.ts'
import { checkTunnel } from './dry-run/verdict.ts'
import { keptPlaces } from './edited.ts'
import { createFeedback } from './feedback.ts'
import { formOptions } from './form-options.ts'
import { type Base, type Conflict, loadStart, type Purpose, placeOf, stepPathOf } from './form-start.ts'
import { dropKeys, hasTypedKey, heldPsk, holdKeys } from './held-keys.ts'
import { isOnlyMissing } from './server-errors.ts'
import type { Step } from './steps.ts'
import type { TunnelForm } from './use-tunnel-form.tsx'

const startDryRun = (client: QueryClient, id: string | null): DryRun =>
  createDryRun({
    answers: createAnswers(client, (payload, signal) => checkTunnel(id, payload as TunnelDraft, signal)),
    ...browserDeps,
    isOnlyMissing: (errors, missing) => isOnlyMissing(errors, missing.split(' ') as FieldName[]),
  })

/** Creates the parts of the form before its first render. */
const prepare = (client: QueryClient, purpose: Purpose) => {
  const { values, draft, conflict } = loadStart(purpose, Date.now())
  const place = placeOf(purpose)
  const id = purpose.kind === 'edit' ? purpose.base.tunnel.id : null
  /** The tunnel that is edited; replaced after a conflict was resolved. */
  const base = purpose.kind === 'edit' ? purpose.base : null
  /** A draft keeps the state that it was based on, even across reloads, until the user has resolved the conflict. */
  const current: { base: Base | null; draftBase: DraftBase | null; draftId: string } = {
    base,
    draftId: draft?.id ?? newDraftId(),
    draftBase: conflict ? (draft?.base ?? base) : base,
  }
  const start = () => current.base?.values ?? (purpose.kind === 'create' ? purpose.values : values)
  /** Filled when the list of tunnels arrives; the rules read it on each run. */
  const account: { tunnels: readonly Neighbour[] } = { tunnels: [] }
  const judge = createJudge(() => account.tunnels)
  return {
    account,
    judge,
    place,
    id,
    current,
    start,
    conflict,
    options: formOptions(values, judge),
    savedAt: draft?.savedAt ?? null,
    generatedPsk: heldPsk(place),
    dryRun: startDryRun(client, id),
    isAsOpened: (field: FieldName, typed: TunnelValues) =>
      current.base ? !isChanged(field, current.base.values, typed) : isDefault(field, typed),
    kept: (typed: TunnelValues, touched: ReadonlySet<FieldName>) => keptPlaces(current.base, typed, touched),
  }
}

export const useTunnelFormSetup = (purpose: Purpose, step: Step): TunnelForm => {
  const client = useQueryClient()
  const [prepared] = useState(() => prepare(client, purpose))
  const { account, judge, place, id, current, start, generatedPsk, dryRun, isAsOpened, kept } = prepared
  const [restoredAt, setRestoredAt] = useState(prepared.savedAt)
  const [draftId, setDraftId] = useState(current.draftId)
  const [base, setBase] = useState(current.base)
  const [conflict, setConflict] = useState<Conflict | null>(prepared.conflict)
  const form = useForm<TunnelValues>(prepared.options)
  const [feedback] = useState(() =>
    createFeedback({ form, judge, step, generatedPsk, dryRun, isAsOpened, kept }),
  )
  const [keeper] = useState(() =>
    createDraftKeeper(place, () => ({
      id: current.draftId,
      values: form.getValues(),
      base: current.draftBase,
    })),
  )

  const onMade: TunnelForm['onMade'] = useRef(null)

  // The library's own subscription to the values would copy all of them, with every list, at every key press.
  const edited = (name: ValueName) => {
    feedback.changed(name)
    keeper.touch()
  }
  const register: TunnelForm['register'] = (name, options) =>
    form.register(name, { ...options, onChange: () => edited(name) })
  /** Returns whether that changes the value. */
  const store = <K extends ValueName>(name: K, value: TunnelValues[K]): boolean => {
    const isNew = form.getValues()[name] !== value
    // The library's types do not accept a field name in a variable.
    if (isNew) form.setValue(name as Path<TunnelValues>, value as PathValue<TunnelValues, Path<TunnelValues>>)
    return isNew
  }
  const setValue: TunnelForm['setValue'] = (name, value) => {
    if (store(name, value)) edited(name)
  }
  const preset: TunnelForm['preset'] = (name, value) => {
    if (store(name, value)) feedback.preset()
  }

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (hasTypedKey(form.getValues(), start())) event.preventDefault()
    }
    const gone = new AbortController()
    const { signal } = gone
    window.addEventListener('pagehide', keeper.flush, { signal })
    window.addEventListener('beforeunload', warn, { signal })
    return () => {
      gone.abort()
      keeper.flush()
      feedback.flush()
      holdKeys(place, form.getValues(), start())
    }
  }, [form, feedback, keeper, place, start])

  const { data: tunnels } = useQuery(tunnelListQuery)
  useEffect(() => {
    if (!tunnels) return
    // A tunnel does not conflict with itself.
    account.tunnels = tunnels.filter((tunnel) => tunnel.id !== id)
    feedback.judgeAgain()
  }, [tunnels, account, feedback, id])

  useDryRunLimits(dryRun)

  useEffect(() => feedback.enter(step), [feedback, step])

  const clear = () => {
    current.draftBase = current.base
    form.reset(start())
    feedback.replaced()
    dropKeys(place)
    keeper.drop()
    // The next values belong to a new draft, not to the one that other tabs may have.
    current.draftId = newDraftId()
    setDraftId(current.draftId)
    setRestoredAt(null)
    setConflict(null)
  }

  const showConflict = (theirs: Base) => {
    if (current.base) setConflict({ was: current.base.values, theirs })
  }

  const rebase = (theirs: Base, values: TunnelValues) => {
    current.base = theirs
    current.draftBase = theirs
    setBase(theirs)
    setConflict(null)
    form.reset(values)
    feedback.replaced()
    keeper.touch()
  }

  const neighbours = () => account.tunnels
  return {
    purpose,
    base,
    conflict,
    showConflict,
    rebase,
    stepPath: (to) => stepPathOf(purpose, to),
    form,
    register,
    setValue,
    feedback,
    dryRun,
    neighbours,
    generatedPsk,
    draftId,
    restoredAt,
    preset,
    onMade,
    clear,
    touch: keeper.touch,
  }
}
