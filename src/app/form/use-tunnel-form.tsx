/** Hooks through which components read parts of the form; each renders again only when what it reads changes. */
import { useQuery } from '@tanstack/react-query'
import {
  createContext,
  startTransition,
  use,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
} from 'react'
import type { UseFormRegisterReturn, UseFormReturn } from 'react-hook-form'
import { type FieldName, ownerOf, type TunnelValues, type ValueName } from '../../contract/fields/table.ts'
import type { Neighbour } from '../../contract/finding.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { tunnelListQuery } from '../queries.ts'
import type { DryRun, DryRunState } from './dry-run/state.ts'
import { isEdited } from './edited.ts'
import type { Feedback } from './feedback.ts'
import type { Base, Conflict, Purpose } from './form-start.ts'
import type { Step } from './steps.ts'
import type { FieldView, View } from './view.ts'

export interface TunnelForm {
  purpose: Purpose
  /** The state of the edited tunnel that the form is based on; null in the form of a new tunnel. */
  base: Base | null
  /** Set until the user has resolved somebody else's change. */
  conflict: Conflict | null
  /** Shows that somebody else changed the tunnel. */
  showConflict(theirs: Base): void
  /** Bases the form on their tunnel, with these values. */
  rebase(theirs: Base, values: TunnelValues): void
  stepPath(step: Step): string
  /** Stores the values, and validates them with the schema. Values are entered with `register`, `setValue`, `preset`. */
  form: Pick<UseFormReturn<TunnelValues>, 'getValues' | 'setFocus' | 'handleSubmit'>
  /** The attributes of a control that enters this value. */
  register(name: ValueName, options?: { onBlur(): void }): UseFormRegisterReturn
  /** Enters a value as if it was typed. */
  setValue<K extends ValueName>(name: K, value: TunnelValues[K]): void
  /** The messages to show, and their timing. */
  feedback: Feedback
  dryRun: DryRun
  /** The account's tunnels; empty until they are known. */
  neighbours(): readonly Neighbour[]
  /** Generated once per form, so that Create sends the same key that Review checked. */
  generatedPsk: string
  /** Called with the created tunnel's ID, before the form is cleared. */
  onMade: { current: ((tunnelId: string) => void) | null }
  /** Identifies the draft to other tabs. */
  draftId: string
  /** When the restored draft was saved, in milliseconds since the epoch; null if none was restored. */
  restoredAt: number | null
  /** Fills in a field without marking it as typed. */
  preset<K extends ValueName>(name: K, value: TunnelValues[K]): void
  /** Resets the form to its initial values and drops its draft: when the draft is discarded, and after a successful write. */
  clear(): void
  /** Saves the draft after an edit of data that is stored beside the form's values. */
  touch(): void
}

const TunnelFormContext = createContext<TunnelForm | null>(null)

export const TunnelFormProvider = TunnelFormContext.Provider

export const useTunnelForm = (): TunnelForm => {
  const context = use(TunnelFormContext)
  if (!context) throw new Error('No tunnel form around this component')
  return context
}

/** A part of the feedback's view. */
export const useView = <T,>(select: (view: View) => T): T => {
  const { feedback } = useTunnelForm()
  return useSyncExternalStore(feedback.subscribe, () => select(feedback.view()))
}

export const useFieldView = (field: FieldName): FieldView => useView((view) => view.fields[field])

/** A part of the form's current values. */
export const useValues = <T,>(select: (values: TunnelValues) => T): T => {
  const { feedback } = useTunnelForm()
  // The library's own hook would render the values first, and the messages about them in a second pass.
  return useSyncExternalStore(feedback.subscribe, () => select(feedback.values()))
}

/** Reads the feedback after the field being typed in is painted, in a transition that the next key press interrupts. */
const useLater = <T,>(read: () => T): T => {
  const { feedback } = useTunnelForm()
  const [value, setValue] = useState(read)
  const follow = useEffectEvent(() => startTransition(() => setValue(read)))
  useEffect(() => {
    follow()
    return feedback.subscribeLater(() => follow())
  }, [feedback])
  return value
}

export const useLaterView = (): View => {
  const { feedback } = useTunnelForm()
  return useLater(feedback.view)
}

/** The dry-run's state, which changes together with the view of `useLaterView`. */
export const useLaterDryRun = (): DryRunState => {
  const { dryRun } = useTunnelForm()
  return useLater(dryRun.state)
}

export const useLaterValues = <T,>(select: (values: TunnelValues) => T): T => {
  const { feedback } = useTunnelForm()
  return useLater(() => select(feedback.values()))
}

const PAUSE_MS = 150

/** All values, updated when typing pauses and at once on Review, for what is expensive to lay out. */
export const usePausedValues = (): TunnelValues => {
  const { feedback } = useTunnelForm()
  const [values, setValues] = useState(feedback.values)
  useEffect(() => {
    let timer = 0
    const follow = () => setValues(feedback.values())
    const wait = () => {
      window.clearTimeout(timer)
      if (feedback.view().step === 'review') follow()
      else timer = window.setTimeout(follow, PAUSE_MS)
    }
    wait()
    const leave = feedback.subscribe(wait)
    return () => {
      leave()
      window.clearTimeout(timer)
    }
  }, [feedback])
  return values
}

/** Whether an edit changes this field. */
export const useIsChanged = (field: FieldName): boolean => {
  const { base } = useTunnelForm()
  const touched = useView((view) => view.touched)
  return useValues((values) => base !== null && isEdited(field, base, values, touched))
}

/** One current value of the form. */
export const useValue = <K extends ValueName>(name: K): TunnelValues[K] => useValues((values) => values[name])

/** Returns a function that sets a value as if it was typed and left: for suggestions and fixes. */
export const useFill = () => {
  const { setValue, feedback } = useTunnelForm()
  return <K extends ValueName>(name: K, value: TunnelValues[K]) => {
    setValue(name, value)
    feedback.filled(ownerOf(name))
  }
}

/** The account's tunnels for suggestions and conflicts; undefined until they arrive. The form does not wait. */
export const useAccountTunnels = (): { tunnels: readonly Tunnel[] | undefined; isError: boolean } => {
  const { data, isError } = useQuery(tunnelListQuery)
  return { tunnels: data, isError }
}
