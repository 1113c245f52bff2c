/** Joins react-hook-form, the form model, the dry-run and the draft for as long as the form is on the screen. */
import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, use, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { type Path, type PathValue, type Resolver, type UseFormReturn, useForm } from 'react-hook-form'
import type { Meta } from '../../contract/meta.ts'
import type { Tunnel, TunnelDraft } from '../../contract/tunnel.ts'
import { apiPause } from '../api-pause.ts'
import { metaQuery, tunnelListQuery } from '../queries.ts'
import { checkTunnel } from './check-call.ts'
import { createDraftKeeper, loadDraft } from './draft.ts'
import { createDryRun, type DryRun } from './dry-run.ts'
import { createAnswers } from './dry-run-answers.ts'
import type { FieldName } from './fields.ts'
import { createModel, type FieldView, type Model, ownerOf, type View } from './model.ts'
import { generatePsk } from './psk.ts'
import { createSchema } from './schema.ts'
import { isOnlyMissing } from './server-errors.ts'
import type { Step } from './steps.ts'
import { DEFAULT_VALUES, type TunnelValues } from './values.ts'

export interface TunnelForm {
  form: UseFormReturn<TunnelValues>
  model: Model
  dryRun: DryRun
  /** Made once per form, so that the key checked on Review is the key created with. */
  generatedPsk: string
  /** When the restored draft was saved, in milliseconds since the epoch; null when none was restored. */
  restoredAt: number | null
  /** Fills a field in that nobody has typed into. */
  preset(name: 'cloudflare_endpoint', value: string): void
  /** Starts over with an empty form. */
  discard(): void
  /** After the tunnel exists: nothing typed is kept any longer. */
  finish(): void
}

/**
 * Typed keys, while the form is off the screen but the page lives. Memory only: a reload drops them, and the
 * draft then says so.
 */
let heldKeys: Pick<TunnelValues, 'psk' | 'md5_key'> | null = null
/** The key made for this tunnel. It may have been sent already, so leaving the form must not make another. */
let heldGeneratedPsk: string | null = null

const initialValues = (): { values: TunnelValues; restoredAt: number | null } => {
  const draft = loadDraft(Date.now())
  if (!draft) return { values: DEFAULT_VALUES, restoredAt: null }
  const { values } = draft
  const psk = heldKeys?.psk ?? ''
  const md5_key = heldKeys?.md5_key ?? ''
  return {
    values: {
      ...values,
      psk,
      md5_key,
      psk_lost: values.psk_lost && psk === '',
      md5_key_lost: values.md5_key_lost && md5_key === '',
    },
    restoredAt: draft.savedAt,
  }
}

/** A server on this machine is reached without any network. */
const isLoopback = /^(localhost|127\.[\d.]+|\[::1\])$/.test(location.hostname)

const startDryRun = (client: QueryClient): DryRun =>
  createDryRun({
    answers: createAnswers(client, (payload, signal) => checkTunnel(payload as TunnelDraft, signal)),
    now: () => Date.now(),
    setTimer: (callback, ms) => window.setTimeout(callback, ms),
    clearTimer: (timer) => window.clearTimeout(timer as number),
    random: () => Math.random(),
    isVisible: () => document.visibilityState === 'visible',
    isOnline: () => navigator.onLine || isLoopback,
    isOnlyMissing: (errors, missing) => isOnlyMissing(errors, missing.split(' ') as FieldName[]),
  })

/** The proxy answers this itself, so it costs the account nothing. */
const BUDGET_EVERY_MS = 30_000

const shareLeft = ({ remaining, limit }: Meta['budget']): number => (limit > 0 ? remaining / limit : 1)

const hasTypedKey = ({ psk, md5_key }: TunnelValues): boolean => psk !== '' || md5_key !== ''

const NO_TUNNELS: readonly Tunnel[] = []

const createCore = (step: Step, client: QueryClient) => {
  const { values, restoredAt } = initialValues()
  heldGeneratedPsk ??= generatePsk()
  const generatedPsk = heldGeneratedPsk
  const dryRun = startDryRun(client)
  const model = createModel({ values, step, neighbours: NO_TUNNELS, generatedPsk, dryRun })
  // Every field has a default, so what goes in and what comes out have one type.
  const resolver = standardSchemaResolver(createSchema(model.neighbours)) as Resolver<TunnelValues>
  const keeper = createDraftKeeper(model.values)
  return { values, restoredAt, generatedPsk, dryRun, model, resolver, keeper }
}

export const useTunnelFormSetup = (step: Step): TunnelForm => {
  const client = useQueryClient()
  const [core] = useState(() => createCore(step, client))
  const [restoredAt, setRestoredAt] = useState(core.restoredAt)
  const { model, dryRun, generatedPsk, keeper } = core
  const form = useForm<TunnelValues>({
    defaultValues: core.values,
    mode: 'onSubmit',
    reValidateMode: 'onSubmit',
    // The error summary takes the focus.
    shouldFocusError: false,
    resolver: core.resolver,
  })

  const isPreset = useRef(false)
  const preset: TunnelForm['preset'] = (name, value) => {
    isPreset.current = true
    form.setValue(name, value)
    isPreset.current = false
  }

  useEffect(() => {
    const unsubscribe = form.subscribe({
      formState: { values: true },
      callback: ({ name, values }) => {
        // Without a name the form was reset, which `clear` tells the model itself.
        if (!name) return
        if (isPreset.current) return model.preset({ ...values })
        model.changed(name as keyof TunnelValues, { ...values })
        keeper.touch()
      },
    })
    const warn = (event: BeforeUnloadEvent) => {
      if (hasTypedKey(model.values())) event.preventDefault()
    }
    const gone = new AbortController()
    const { signal } = gone
    window.addEventListener('pagehide', keeper.flush, { signal })
    window.addEventListener('beforeunload', warn, { signal })
    window.addEventListener('online', dryRun.wake, { signal })
    window.addEventListener('offline', dryRun.wake, { signal })
    document.addEventListener('visibilitychange', dryRun.wake, { signal })
    dryRun.wake()
    return () => {
      gone.abort()
      unsubscribe()
      keeper.flush()
      dryRun.stop()
      const { psk, md5_key } = model.values()
      heldKeys = { psk, md5_key }
    }
  }, [form, model, dryRun, keeper])

  const { data: tunnels } = useQuery(tunnelListQuery)
  useEffect(() => {
    if (tunnels) model.setNeighbours(tunnels)
  }, [tunnels, model])

  const { data: meta } = useQuery({ ...metaQuery, refetchInterval: BUDGET_EVERY_MS })
  useEffect(() => {
    if (meta) dryRun.setBudget(shareLeft(meta.budget))
  }, [meta, dryRun])

  useEffect(() => {
    const pause = () => dryRun.pause(apiPause.until())
    pause()
    return apiPause.subscribe(pause)
  }, [dryRun])

  useEffect(() => model.enter(step), [model, step])

  const clear = () => {
    form.reset(DEFAULT_VALUES)
    model.replaced(DEFAULT_VALUES)
    heldKeys = null
    heldGeneratedPsk = null
    keeper.drop()
    setRestoredAt(null)
  }

  return { form, model, dryRun, generatedPsk, restoredAt, preset, discard: clear, finish: clear }
}

const TunnelFormContext = createContext<TunnelForm | null>(null)

export const TunnelFormProvider = TunnelFormContext.Provider

export const useTunnelForm = (): TunnelForm => {
  const context = use(TunnelFormContext)
  if (!context) throw new Error('No tunnel form around this component')
  return context
}

/** A part of what the model shows; redraws only when that part changes. */
export const useView = <T,>(select: (view: View) => T): T => {
  const { model } = useTunnelForm()
  return useSyncExternalStore(model.subscribe, () => select(model.view()))
}

export const useFieldView = (field: FieldName): FieldView => useView((view) => view.fields[field])

/** A part of the form's values, as they are typed; redraws only when that part changes. */
export const useValues = <T,>(select: (values: TunnelValues) => T): T => {
  const { model } = useTunnelForm()
  return useSyncExternalStore(model.subscribe, () => select(model.values()))
}

/** One value of the form, as it is typed. */
export const useValue = <K extends keyof TunnelValues>(name: K): TunnelValues[K] =>
  useValues((values) => values[name])

/** Sets a value as if it had been typed and left: a suggestion, a fix. */
export const useSetValue = () => {
  const { form, model, dryRun } = useTunnelForm()
  return <K extends keyof TunnelValues>(name: K, value: TunnelValues[K]) => {
    form.setValue(name as Path<TunnelValues>, value as PathValue<TunnelValues, Path<TunnelValues>>)
    model.left(ownerOf(name))
    dryRun.hurry()
  }
}

/** The account's tunnels for suggestions and conflicts; undefined until they are here. The form never waits. */
export const useTunnels = (): { tunnels: readonly Tunnel[] | undefined; isError: boolean } => {
  const { data, isError } = useQuery(tunnelListQuery)
  return { tunnels: data, isError }
}
