/** Sets up the form of a tunnel with its feedback, its dry-run and its draft, while it is mounted. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type Path, type PathValue, type UseFormReturn, useForm } from 'react-hook-form'
import type { TunnelValues, ValueName } from '../../contract/fields/table.ts'
import { tunnelListQuery } from '../queries.ts'
import { createDraftKeeper, type DraftKeeper, newDraftId } from './draft.ts'
import { useDryRunLimits } from './dry-run/use-limits.ts'
import { createFeedback, type Feedback } from './feedback.ts'
import { type Base, type Conflict, type Purpose, stepPathOf } from './form-start.ts'
import { dropKeys, hasTypedKey, holdKeys } from './held-keys.ts'
import { prepareForm } from './prepare-form.ts'
import type { Step } from './steps.ts'
import type { TunnelForm } from './use-tunnel-form.tsx'

type Prepared = ReturnType<typeof prepareForm>

interface Mounted {
  form: UseFormReturn<TunnelValues>
  feedback: Feedback
  keeper: DraftKeeper
}

/** The functions that enter values into the form. */
const entriesOf = ({
  form,
  feedback,
  keeper,
}: Mounted): Pick<TunnelForm, 'register' | 'setValue' | 'preset'> => {
  // The library's own subscription to the values would copy all of them, with every list, at every key press.
  const edited = (name: ValueName) => {
    feedback.changed(name)
    keeper.touch()
  }
  /** Returns whether that changes the value. */
  const store = <K extends ValueName>(name: K, value: TunnelValues[K]): boolean => {
    const isNew = form.getValues()[name] !== value
    // The library's types do not accept a field name in a variable.
    if (isNew) form.setValue(name as Path<TunnelValues>, value as PathValue<TunnelValues, Path<TunnelValues>>)
    return isNew
  }
  return {
    register: (name, options) => form.register(name, { ...options, onChange: () => edited(name) }),
    setValue: (name, value) => {
      if (store(name, value)) edited(name)
    },
    preset: (name, value) => {
      if (store(name, value)) feedback.preset()
    },
  }
}

/** Saves the draft and keeps the keys when the form is left; warns before a typed key is lost. */
const useLeaving = ({ form, feedback, keeper }: Mounted, { place, start }: Prepared) => {
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
}

/** Applies the rules to the account's other tunnels when these arrive or change. */
const useNeighbours = ({ account, id }: Prepared, feedback: Feedback) => {
  const { data: tunnels } = useQuery(tunnelListQuery)
  useEffect(() => {
    if (!tunnels) return
    // A tunnel does not conflict with itself.
    account.tunnels = tunnels.filter((tunnel) => tunnel.id !== id)
    feedback.judgeAgain()
  }, [tunnels, account, feedback, id])
}

export const useTunnelFormSetup = (purpose: Purpose, step: Step): TunnelForm => {
  const client = useQueryClient()
  const [prepared] = useState(() => prepareForm(client, purpose))
  const { account, judge, place, current, start, generatedPsk, dryRun, isAsOpened, kept } = prepared
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

  const mounted = { form, feedback, keeper }
  const { register, setValue, preset } = entriesOf(mounted)
  useLeaving(mounted, prepared)
  useNeighbours(prepared, feedback)
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
    neighbours: () => account.tunnels,
    generatedPsk,
    draftId,
    restoredAt,
    preset,
    onMade,
    clear,
    touch: keeper.touch,
  }
}
