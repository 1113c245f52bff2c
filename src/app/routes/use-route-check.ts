/** The dry-run of a route while the user types: that of the tunnel form (docs/form.md, Dry-run), for a route. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { isOwnCode } from '../../contract/calls/known-refusals.ts'
import type { RouteDraft } from '../../contract/route.ts'
import { call } from '../api.ts'
import { usePauseLeft } from '../api-pause.ts'
import { counted } from '../counted.ts'
import { createAnswers } from '../form/dry-run/answers.ts'
import { browserDeps } from '../form/dry-run/browser.ts'
import { createDryRun } from '../form/dry-run/dry-run.ts'
import { type DryRunState, isAnswered, type Verdict } from '../form/dry-run/state.ts'
import type { CheckStatus } from '../form/dry-run/status.ts'
import { useDryRunLimits } from '../form/dry-run/use-limits.ts'
import { verdictFrom } from '../form/dry-run/verdict.ts'
import { wordingOfStatus } from '../form/dry-run/verdict-wording.ts'
import type { PlacedError } from '../form/server-errors.ts'
import { announce } from '../ui/live-region.tsx'
import { useMode } from '../use-speaker.tsx'
import { ROUTE_FIELDS, type RouteField, routeFieldAt } from './route-values.ts'

/** @param id the route to change; null for a new one */
const checkRoute = (id: string | null, body: RouteDraft, signal: AbortSignal): Promise<Verdict> =>
  verdictFrom(
    id === null ? call('validateRoute', { body, signal }) : call('validateRouteUpdate', { id, body, signal }),
  )

export type RouteErrors = Record<RouteField | 'form', PlacedError[]>

/** The API's errors by the field that they name. A blank field is not wrong before the form is sent. */
const errorsOf = (state: DryRunState, missing: readonly RouteField[]): RouteErrors => {
  const errors = Object.fromEntries(
    [...ROUTE_FIELDS, 'form'].map((field) => [field, []]),
  ) as unknown as RouteErrors
  const verdict = state.checked?.verdict
  // Errors about earlier values may no longer apply.
  if (verdict?.kind !== 'rejected' || !isAnswered(state)) return errors
  for (const { code, message, source } of verdict.errors) {
    const pointer = source?.pointer ?? null
    const place = { kind: 'form' as const, pointer }
    const field = routeFieldAt(source?.pointer)
    if (field && missing.includes(field)) continue
    errors[field ?? 'form'].push({ place, message, code, documentationUrl: null })
  }
  return errors
}

interface Asked {
  id: string | null
  payload: RouteDraft
  /** Number of fields with an error of our own rules, which prevents the check. */
  wrong: number
  missing: readonly RouteField[]
  isTouched: boolean
}

const routeStatusOf = (
  { phase }: DryRunState,
  errors: RouteErrors,
  { wrong, missing, isTouched }: Omit<Asked, 'id' | 'payload'>,
): CheckStatus => {
  if (!isTouched) return { kind: 'idle' }
  if (wrong > missing.length) return { kind: 'fix', fields: wrong - missing.length }
  if (phase.kind !== 'rejected') return phase
  const all = Object.values(errors).flat()
  if (all.length === 0 && missing.length > 0) return { kind: 'incomplete', at: phase.at }
  const fields = ROUTE_FIELDS.filter((field) => errors[field].length > 0).length
  return {
    ...phase,
    by: all.every(({ code }) => isOwnCode(code)) ? 'proxy' : 'api',
    what: fields > 0 ? counted(fields, 'field') : 'this route',
  }
}

export const useRouteCheck = ({ id, payload, wrong, missing, isTouched }: Asked) => {
  const client = useQueryClient()
  const mode = useMode()
  const [dryRun] = useState(() =>
    createDryRun({
      ...browserDeps,
      answers: createAnswers(client, (body, signal) => checkRoute(id, body as RouteDraft, signal)),
      isOnlyMissing: (errors, blank) =>
        errors.every(({ source }) => blank.split(' ').includes(routeFieldAt(source?.pointer) ?? '')),
    }),
  )
  useDryRunLimits(dryRun)

  const fingerprint = `route ${id} ${JSON.stringify(payload)}`
  const blank = missing.join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `payload` is a new object at every render; `fingerprint` changes exactly when its content does
  useEffect(() => {
    // Blank fields do not prevent a check, wrong ones do.
    const eligible = isTouched && wrong <= missing.length
    dryRun.update({ payload, fingerprint, full: false, eligible, missing: blank })
  }, [dryRun, fingerprint, blank, wrong, isTouched])

  const state = useSyncExternalStore(dryRun.subscribe, dryRun.state)
  const errors = errorsOf(state, missing)
  const status = routeStatusOf(state, errors, { wrong, missing, isTouched })
  const wording = wordingOfStatus(status, {
    hasChecked: state.checked !== null,
    missing: missing.length,
    mode,
    pauseS: usePauseLeft(),
    purpose: id === null ? 'create' : 'edit',
  })
  const spoken = wording.spoken || (status.kind === 'rejected' ? wording.text : '')
  useEffect(() => {
    if (spoken) announce(spoken)
  }, [spoken])
  return { dryRun, errors, wording }
}
