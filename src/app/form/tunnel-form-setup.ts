/** Sets up the form of a new tunnel with its feedback, its dry-run and its draft, for as long as it is on the screen. */
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { createJudge } from '../../contract/fields/judge.ts'
import {
  DEFAULT_VALUES,
  type FieldName,
  type TunnelValues,
  type ValueName,
} from '../../contract/fields/table.ts'
import type { Neighbour } from '../../contract/finding.ts'
import type { Meta } from '../../contract/meta.ts'
import type { TunnelDraft } from '../../contract/tunnel.ts'
import { apiPause } from '../api-pause.ts'
import { metaQuery, tunnelListQuery } from '../queries.ts'
import { checkTunnel } from './check-call.ts'
import { createDraftKeeper, loadDraft } from './draft.ts'
import { createDryRun, type DryRun } from './dry-run.ts'
import { createAnswers } from './dry-run-answers.ts'
import { createFeedback } from './feedback.ts'
import { formOptions } from './form-options.ts'
import { dropKeys, hasTypedKey, heldPsk, holdKeys, withHeldKeys } from './held-keys.ts'
import { isOnlyMissing } from './server-errors.ts'
import type { Step } from './steps.ts'
import type { TunnelForm } from './use-tunnel-form.tsx'

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

/** What the form is made of before it is drawn. */
const prepare = (client: QueryClient) => {
  const draft = loadDraft(Date.now())
  /** Filled when the list of tunnels is here; what is judged looks at it each time. */
  const account: { tunnels: readonly Neighbour[] } = { tunnels: [] }
  const judge = createJudge(() => account.tunnels)
  return {
    account,
    judge,
    options: formOptions(draft ? withHeldKeys(draft.values) : DEFAULT_VALUES, judge),
    savedAt: draft?.savedAt ?? null,
    generatedPsk: heldPsk(),
    dryRun: startDryRun(client),
  }
}

export const useTunnelFormSetup = (step: Step): TunnelForm => {
  const client = useQueryClient()
  const [{ account, judge, options, savedAt, generatedPsk, dryRun }] = useState(() => prepare(client))
  const [restoredAt, setRestoredAt] = useState(savedAt)
  const form = useForm<TunnelValues>(options)
  const [feedback] = useState(() => createFeedback({ form, judge, step, generatedPsk, dryRun }))
  const [keeper] = useState(() => createDraftKeeper(form.getValues))

  const isPreset = useRef(false)
  const preset: TunnelForm['preset'] = (name, value) => {
    isPreset.current = true
    form.setValue(name, value)
    isPreset.current = false
  }

  useEffect(() => {
    const unsubscribe = form.subscribe({
      formState: { values: true },
      callback: ({ name }) => {
        // Without a name the form was reset, and `clear` tells the feedback itself.
        if (!name) return
        if (isPreset.current) return feedback.preset()
        feedback.changed(name as ValueName)
        keeper.touch()
      },
    })
    const warn = (event: BeforeUnloadEvent) => {
      if (hasTypedKey(form.getValues())) event.preventDefault()
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
      holdKeys(form.getValues())
    }
  }, [form, feedback, dryRun, keeper])

  const { data: tunnels } = useQuery(tunnelListQuery)
  useEffect(() => {
    if (!tunnels) return
    account.tunnels = tunnels
    feedback.judgeAgain()
  }, [tunnels, account, feedback])

  const { data: meta } = useQuery({ ...metaQuery, refetchInterval: BUDGET_EVERY_MS })
  useEffect(() => {
    if (meta) dryRun.setBudget(shareLeft(meta.budget))
  }, [meta, dryRun])

  useEffect(() => {
    const pause = () => dryRun.pause(apiPause.until())
    pause()
    return apiPause.subscribe(pause)
  }, [dryRun])

  useEffect(() => feedback.enter(step), [feedback, step])

  const clear = () => {
    form.reset(DEFAULT_VALUES)
    feedback.replaced()
    dropKeys()
    keeper.drop()
    setRestoredAt(null)
  }

  const neighbours = () => account.tunnels
  return {
    form,
    feedback,
    dryRun,
    neighbours,
    generatedPsk,
    restoredAt,
    preset,
    discard: clear,
    finish: clear,
  }
}
