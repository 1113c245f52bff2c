/** Creates or changes one static route: live rules, dry-run, effect on traffic, and one of three outcomes. */

import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { KNOWN_REFUSALS } from '../../contract/calls/known-refusals.ts'
import { ROUTE_REGIONS, type Route } from '../../contract/route.ts'
import { ROUTE_WEIGHT_MAX } from '../../contract/rules/route.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { call } from '../api.ts'
import { VerdictPill } from '../form/dry-run/dry-run-pill.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { DialogActions, takeFocus } from '../ui/dialog.tsx'
import { Pair } from '../ui/field.tsx'
import { useWriteRefusal } from '../use-write-refusal.ts'
import { useWrite } from '../write/use-write.ts'
import { WriteOutcome } from '../write/write-outcome.tsx'
import { WriteRefusal } from '../write/write-refusal.tsx'
import { FixedHop } from './fixed-hop.tsx'
import { RouteConflict } from './route-conflict.tsx'
import { RouteDone } from './route-done.tsx'
import { RouteTextField, routeFieldId } from './route-field.tsx'
import { readRoute, readRoutes, routeListQuery } from './route-query.ts'
import type { Targets } from './route-target.ts'
import { changedRouteFields, hasEntered, type RouteValues, routeInputOf } from './route-values.ts'
import { TrafficNote } from './traffic-note.tsx'
import { useRouteForm } from './use-route-form.ts'

const CREATE = {
  label: 'Result of creating the route',
  done: 'The route was created',
  notDone: 'The route was not created',
  unknown: 'Not confirmed: the route may or may not exist',
  unread: 'The routes could not be read',
  meaning: 'The request was sent once and not repeated. Look again before you create it again.',
  looked:
    'The routes were read again just now and do not contain it. Creating it again may make a second one if it appears later.',
  button: 'Create route',
  sending: 'Creating...',
}

const CHANGE: typeof CREATE = {
  label: 'Result of changing the route',
  done: 'The route was changed',
  notDone: 'The route was not changed',
  unknown: 'Not confirmed: the route may or may not be changed',
  unread: 'The route could not be read',
  meaning: 'The request was sent once and not repeated. Look again before you save again.',
  looked:
    'The route was read again just now and is as it was before. Saving again is safe: it sends the same values.',
  button: 'Save route',
  sending: 'Saving...',
}

export interface RouteFormProps {
  /** The route to change, with the `etag` of the state that was read; null for a new route. */
  base: { route: Route; etag: string | null } | null
  start: RouteValues
  /** The tunnel whose customer side is the next hop; null makes the next hop a field. */
  tunnel: Tunnel | null
  routes: readonly Route[]
  /** Undefined while they are not read. */
  tunnels: readonly Tunnel[] | undefined
  targets: Targets
  /** Stores the typed values beyond the dialog. */
  onTyped(values: RouteValues): void
  /** Called after the write succeeded, before or after the dialog closes. */
  onSent(): void
  onClose(): void
}

export const RouteForm = (props: RouteFormProps) => {
  const { start, tunnel, routes, tunnels, targets, onTyped, onSent, onClose } = props
  const client = useQueryClient()
  const refusal = useWriteRefusal()
  const [base, setBase] = useState(props.base)
  /** The `etag` of the last attempt: its conflict is shown until the form is based on a newer state. */
  const [sentOn, setSentOn] = useState<string | null>(null)
  const [before] = useState(() => new Set(routes.map(({ id }) => id)))
  const words = base ? CHANGE : CREATE
  const { state, write, look } = useWrite({
    async send() {
      const body = routeInputOf(values, base?.route ?? null)
      if (base) await call('updateRoute', { id: base.route.id, body, base: base.etag })
      else await call('createRoute', { body })
    },
    async isDone() {
      if (base) return changedRouteFields(values, (await readRoute(base.route.id)).route).length === 0
      return (await readRoutes()).some((route) => !before.has(route.id) && hasEntered(route, values))
    },
    said: words,
  })
  const isSending = state.kind === 'sending'
  const form = useRouteForm({ before: base?.route ?? null, start, routes, tunnels, isSending, onTyped })
  const { values, wrong, check, fields, others } = form

  const wasConflict =
    state.kind === 'not_done' &&
    state.error.errors.some(({ code }) => code === KNOWN_REFUSALS.changed_meanwhile.code)
  const isConflict = wasConflict && base?.etag === sentOn
  const isSent = state.kind === 'done'
  // biome-ignore lint/correctness/useExhaustiveDependencies: `onSent` is a new function at every render, and must be called once
  useEffect(() => {
    if (isSent) onSent()
  }, [isSent])
  const isUnchanged = base !== null && changedRouteFields(values, base.route).length === 0
  const reason = refusal ?? (isSending ? words.sending : isUnchanged ? 'Nothing was changed' : undefined)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    form.force()
    const [first] = wrong
    if (first) return document.getElementById(routeFieldId(first))?.focus()
    if (reason !== undefined) return
    setSentOn(base?.etag ?? null)
    await write()
    void client.invalidateQueries({ queryKey: routeListQuery.queryKey })
  }
  if (state.kind === 'done') {
    return <RouteDone done={words.done} prefix={values.prefix} nexthop={values.nexthop} onClose={onClose} />
  }
  const planned: Route = {
    ...base?.route,
    id: base?.route.id ?? '',
    ...routeInputOf(values, base?.route ?? null),
  }
  return (
    <form noValidate onSubmit={submit}>
      <div className="@container/form grid grid-cols-[minmax(0,1fr)] gap-1">
        <div className="mb-3 grid gap-3 empty:hidden">
          <WriteRefusal refusal={refusal} button={words.button} />
          {isConflict && base ? (
            <RouteConflict
              base={base.route}
              onTheirs={(theirs, all) => {
                setBase(theirs)
                form.replace(all)
              }}
              onMine={setBase}
            />
          ) : (
            !wasConflict && <WriteOutcome state={state} look={look} words={words} />
          )}
        </div>
        <RouteTextField
          state={fields}
          field="prefix"
          hint="IPv4 network behind your router, for example 10.20.0.0/16."
          mono
          inputRef={takeFocus}
        />
        {tunnel ? (
          <FixedHop tunnel={tunnel} nexthop={values.nexthop} before={base?.route.nexthop} />
        ) : (
          <RouteTextField
            state={fields}
            field="nexthop"
            hint={
              <>
                Your router's side of a tunnel.{' '}
                {targets(values.nexthop).tunnels.map(({ id, name }) => (
                  <span key={id}>
                    This one is on <span dir="auto">{name}</span>.
                  </span>
                ))}
              </>
            }
            mono
          />
        )}
        <Pair>
          <RouteTextField
            state={fields}
            field="priority"
            hint="The lowest wins: 100 is usual, 200 for a backup. BGP's routes have 100, and a static route wins a tie."
            mono
            inputMode="numeric"
            isPaired
          />
          <RouteTextField
            state={fields}
            field="weight"
            optional
            hint={`1 to ${ROUTE_WEIGHT_MAX}. Shares traffic among routes of the same prefix and priority.`}
            mono
            inputMode="numeric"
            isPaired
          />
        </Pair>
        <RouteTextField
          state={fields}
          field="regions"
          optional
          hint={`Empty: everywhere. Or codes, separated by commas: ${ROUTE_REGIONS.join(', ')}.`}
          mono
        />
        <RouteTextField state={fields} field="description" optional hint="What the route is for." />
        {check.errors.form.map(({ code, message }) => (
          <Banner key={`${code} ${message}`} tone="error" title={<span dir="auto">{message}</span>}>
            ({code})
          </Banner>
        ))}
        {wrong.length === 0 && (
          <TrafficNote
            before={routes}
            after={[...others, planned]}
            prefixes={[values.prefix, ...(base ? [base.route.prefix] : [])]}
            targets={targets}
          />
        )}
      </div>
      <DialogActions>
        <span className="mr-auto min-w-0">
          <VerdictPill
            wording={check.wording}
            onAction={() => {
              const [first] = wrong
              if (check.wording.action === 'check') check.dryRun.again()
              else {
                form.force()
                document.getElementById(routeFieldId(first ?? 'prefix'))?.focus()
              }
            }}
          />
        </span>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" disabledReason={reason}>
          {isSending ? words.sending : words.button}
        </Button>
      </DialogActions>
    </form>
  )
}
