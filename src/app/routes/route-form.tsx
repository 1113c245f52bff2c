/** Creates or changes one static route: live rules, dry-run, effect on traffic, and one of three outcomes. */

import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { API_CODES } from '../../contract/calls/api-codes.ts'
import { KNOWN_REFUSALS } from '../../contract/calls/known-refusals.ts'
import type { Route } from '../../contract/route.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { call } from '../api.ts'
import { VerdictPill } from '../form/dry-run/dry-run-pill.tsx'
import { isGone } from '../say-error.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { CancelButton, DialogActions } from '../ui/dialog.tsx'
import { useWriteRefusal } from '../use-write-refusal.ts'
import { useWrite } from '../write/use-write.ts'
import { WriteOutcome } from '../write/write-outcome.tsx'
import { WriteRefusal } from '../write/write-refusal.tsx'
import { RouteConflict } from './route-conflict.tsx'
import { RouteDone } from './route-done.tsx'
import { focusRouteField } from './route-field.tsx'
import { RouteFields } from './route-fields.tsx'
import { RouteGone } from './route-gone.tsx'
import { type RouteBase, readRoute, readRoutes, routeListQuery } from './route-query.ts'
import type { Targets } from './route-target.ts'
import { changedRouteFields, hasEntered, type RouteValues, routeInputOf } from './route-values.ts'
import { CHANGE, CREATE } from './route-words.ts'
import { TrafficNote } from './traffic-note.tsx'
import { useRouteForm } from './use-route-form.ts'

export interface RouteFormProps {
  /** The route to change, as it was read; null for a new route. */
  base: RouteBase | null
  start: RouteValues
  /** The tunnel whose customer side is the next hop; null makes the next hop a field. */
  tunnel: Tunnel | null
  routes: readonly Route[]
  /** Undefined while they are not read. */
  tunnels: readonly Tunnel[] | undefined
  targets: Targets
  /** Stores the typed values beyond the dialog, with the state that they change. */
  onTyped(values: RouteValues, base: RouteBase | null): void
  /** Called after the write succeeded, before or after the dialog closes. */
  onSent(): void
  /** Continues as a new route, because the route to change was deleted. */
  onRenew(): void
  onClose(): void
}

const isOfMissingRoute = ({ code }: { code: number }): boolean => code === API_CODES.routeNotFound

export const RouteForm = (props: RouteFormProps) => {
  const { start, tunnel, routes, tunnels, targets, onSent, onRenew, onClose } = props
  const client = useQueryClient()
  const refusal = useWriteRefusal()
  const [base, setBase] = useState(props.base)
  const before = base?.route ?? null
  /** The `etag` of the last attempt: its conflict is shown until the form is based on a newer state. */
  const [sentOn, setSentOn] = useState<string | null>(null)
  /** IDs of the routes that existed before the form was sent: none of them is the new one. */
  const [known] = useState(() => new Set(routes.map(({ id }) => id)))
  const words = base ? CHANGE : CREATE
  const { state, write, look } = useWrite({
    async send() {
      const body = routeInputOf(values, before)
      if (base) await call('updateRoute', { id: base.route.id, body, base: base.etag })
      else await call('createRoute', { body })
    },
    async isDone() {
      if (base) return changedRouteFields(values, (await readRoute(base.route.id)).route).length === 0
      return (await readRoutes()).some((route) => !known.has(route.id) && hasEntered(route, values))
    },
    said: words,
  })
  const isSending = state.kind === 'sending'
  const onTyped = (typed: RouteValues) => props.onTyped(typed, base)
  const form = useRouteForm({ before, start, routes, tunnels, isSending, onTyped })
  const { values, wrong, check, fields, others } = form
  const [first] = wrong

  const isRefusedAsChanged =
    state.kind === 'not_done' &&
    state.error.errors.some(({ code }) => code === KNOWN_REFUSALS.changed_meanwhile.code)
  const isSent = state.kind === 'done'
  const isDeleted =
    base !== null &&
    ((state.kind === 'not_done' && isGone(state.error)) || check.errors.form.some(isOfMissingRoute))
  // biome-ignore lint/correctness/useExhaustiveDependencies: `onSent` is a new function at every render, and must be called once
  useEffect(() => {
    if (isSent) onSent()
  }, [isSent])
  const isUnchanged = before !== null && changedRouteFields(values, before).length === 0
  const reason =
    refusal ??
    (isSending
      ? words.sending
      : isDeleted
        ? 'The route no longer exists'
        : isUnchanged
          ? 'Nothing was changed'
          : undefined)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    form.force()
    if (first) return focusRouteField(first)
    if (reason !== undefined) return
    setSentOn(base?.etag ?? null)
    await write()
    void client.invalidateQueries({ queryKey: routeListQuery.queryKey })
  }
  if (isSent) {
    return <RouteDone done={words.done} prefix={values.prefix} nexthop={values.nexthop} onClose={onClose} />
  }
  const planned: Route = { id: '', ...before, ...routeInputOf(values, before) }
  return (
    <form noValidate onSubmit={submit}>
      <div className="@container/form grid grid-cols-[minmax(0,1fr)] gap-1">
        <div className="mb-3 grid gap-3 empty:hidden">
          <WriteRefusal refusal={refusal} button={words.button} />
          {isDeleted && <RouteGone onRenew={onRenew} />}
          {isRefusedAsChanged && base && base.etag === sentOn ? (
            <RouteConflict
              base={base.route}
              onTheirs={(theirs, all) => {
                setBase(theirs)
                form.replace(all)
              }}
              onMine={setBase}
            />
          ) : (
            !isRefusedAsChanged && !isDeleted && <WriteOutcome state={state} look={look} words={words} />
          )}
        </div>
        <RouteFields state={fields} tunnel={tunnel} before={before} targets={targets} />
        {check.errors.form
          .filter((error) => !(isDeleted && isOfMissingRoute(error)))
          .map(({ code, message }) => (
            <Banner key={`${code} ${message}`} tone="error" title={<span dir="auto">{message}</span>}>
              ({code})
            </Banner>
          ))}
        {wrong.length === 0 && (
          <TrafficNote
            before={routes}
            after={[...others, planned]}
            prefixes={[values.prefix, ...(before ? [before.prefix] : [])]}
            targets={targets}
          />
        )}
      </div>
      <DialogActions>
        <span className="mr-auto min-w-0">
          <VerdictPill
            wording={check.wording}
            onAction={() => {
              if (check.wording.action === 'check') check.dryRun.again()
              else {
                form.force()
                focusRouteField(first ?? 'prefix')
              }
            }}
          />
        </span>
        <CancelButton onClick={onClose} />
        <Button type="submit" variant="primary" disabledReason={reason}>
          {isSending ? words.sending : words.button}
        </Button>
      </DialogActions>
    </form>
  )
}
