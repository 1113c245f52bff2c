/** How the form's components get at its parts; each draws again only when what it reads changes. */
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
import type { Path, PathValue, UseFormReturn } from 'react-hook-form'
import { type FieldName, ownerOf, type TunnelValues, type ValueName } from '../../contract/fields/table.ts'
import type { Neighbour } from '../../contract/finding.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { tunnelListQuery } from '../queries.ts'
import type { DryRun } from './dry-run-state.ts'
import { isEdited } from './edited.ts'
import type { Feedback } from './feedback.ts'
import type { Base, Conflict, Purpose } from './form-start.ts'
import type { Step } from './steps.ts'
import type { FieldView, View } from './view.ts'

export interface TunnelForm {
  purpose: Purpose
  /** The tunnel that is edited, as it was when the form was filled from it; null in the form of a new tunnel. */
  base: Base | null
  /** Set while somebody else's change has not been looked at. */
  conflict: Conflict | null
  /** Somebody else changed the tunnel: show it. */
  meet(theirs: Base): void
  /** Rests on their tunnel from now on, with these values. */
  rebase(theirs: Base, values: TunnelValues): void
  stepPath(step: Step): string
  /** Holds what is typed, and judges it by the schema. */
  form: UseFormReturn<TunnelValues>
  /** What is shown of that, and when. */
  feedback: Feedback
  dryRun: DryRun
  /** The account's tunnels as far as they are known. */
  neighbours(): readonly Neighbour[]
  /** Made once per form, so that the key checked on Review is the key created with. */
  generatedPsk: string
  /** Told of the tunnel that was created, before the form is cleared. */
  onMade: { current: ((tunnelId: string) => void) | null }
  /** Names what is typed here to other tabs. */
  draftId: string
  /** When the restored draft was saved, in milliseconds since the epoch; null when none was restored. */
  restoredAt: number | null
  /** Fills a field in that nobody has typed into. */
  preset<K extends ValueName>(name: K, value: TunnelValues[K]): void
  /** Starts over with what the form was opened with. */
  discard(): void
  /** After it was sent and done: nothing typed is kept any longer. */
  finish(): void
  /** Something was typed that is kept beside the form's values: keep the draft that names it. */
  touch(): void
}

const TunnelFormContext = createContext<TunnelForm | null>(null)

export const TunnelFormProvider = TunnelFormContext.Provider

export const useTunnelForm = (): TunnelForm => {
  const context = use(TunnelFormContext)
  if (!context) throw new Error('No tunnel form around this component')
  return context
}

/** A part of the feedback. */
export const useView = <T,>(select: (view: View) => T): T => {
  const { feedback } = useTunnelForm()
  return useSyncExternalStore(feedback.subscribe, () => select(feedback.view()))
}

export const useFieldView = (field: FieldName): FieldView => useView((view) => view.fields[field])

/** A part of the form's values, as they are typed. */
export const useValues = <T,>(select: (values: TunnelValues) => T): T => {
  const { feedback } = useTunnelForm()
  // The library's own hook would draw the values first and, in a second pass, what is said of them.
  return useSyncExternalStore(feedback.subscribe, () => select(feedback.values()))
}

/** Follows the feedback once the fields have been drawn, for the parts of the page beside them. */
const useLater = <T,>(read: () => T): T => {
  const { feedback } = useTunnelForm()
  const [value, setValue] = useState(read)
  const follow = useEffectEvent(() => startTransition(() => setValue(read)))
  useEffect(() => {
    follow()
    return feedback.subscribe(() => follow())
  }, [feedback])
  return value
}

export const useLaterView = (): View => {
  const { feedback } = useTunnelForm()
  return useLater(feedback.view)
}

export const useLaterValues = <T,>(select: (values: TunnelValues) => T): T => {
  const { feedback } = useTunnelForm()
  return useLater(() => select(feedback.values()))
}

const PAUSE_MS = 150

/** Every value once typing has paused, for what costs more to lay out than the field that is typed in. */
export const usePausedValues = (): TunnelValues => {
  const { feedback } = useTunnelForm()
  const [values, setValues] = useState(feedback.values)
  useEffect(() => {
    let timer = 0
    const wait = () => {
      window.clearTimeout(timer)
      timer = window.setTimeout(() => setValues(feedback.values()), PAUSE_MS)
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

/** Whether an edit sends another value for this field than the tunnel has. */
export const useIsChanged = (field: FieldName): boolean => {
  const { base } = useTunnelForm()
  const touched = useView((view) => view.touched)
  return useValues((values) => base !== null && isEdited(field, base, values, touched))
}

/** One value of the form, as it is typed. */
export const useValue = <K extends ValueName>(name: K): TunnelValues[K] => useValues((values) => values[name])

/** The library's own types take no name that is a variable. */
export const setTo = <K extends ValueName>(form: TunnelForm['form'], name: K, value: TunnelValues[K]): void =>
  form.setValue(name as Path<TunnelValues>, value as PathValue<TunnelValues, Path<TunnelValues>>)

/** Sets a value as if it had been typed and left: a suggestion, a fix. */
export const useSetValue = () => {
  const { form, feedback } = useTunnelForm()
  return <K extends ValueName>(name: K, value: TunnelValues[K]) => {
    setTo(form, name, value)
    feedback.filled(ownerOf(name))
  }
}

/** The account's tunnels for suggestions and conflicts; undefined until they are here. The form never waits. */
export const useTunnels = (): { tunnels: readonly Tunnel[] | undefined; isError: boolean } => {
  const { data, isError } = useQuery(tunnelListQuery)
  return { tunnels: data, isError }
}
