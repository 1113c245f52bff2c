/** The calls behind a bulk change. */
import type { Body } from '../../../../contract/endpoints.ts'
import { oddPlacesOf } from '../../../../contract/fields/kept.ts'
import { fromWire } from '../../../../contract/fields/wire.ts'
import { type Tunnel, tunnelInput } from '../../../../contract/tunnel.ts'
import { savedTarget } from '../../../../contract/tunnel-values.ts'
import { call } from '../../../api.ts'
import '../../../zod-config.ts'
import { readKept, writeKept } from '../../../kept.ts'
import { pruneKept } from '../../../prune-kept.ts'
import { readBase } from '../../../queries.ts'
import { isGone } from '../../../say-error.ts'
import { isChecked } from '../../../state/state.ts'
import { deletionOf } from '../../dialogs/writes.ts'
import { endedAs } from './ended.ts'
import type { HealthChange, Item, Plan } from './plan.ts'
import { isUnderWay, parsePlan } from './plan.ts'
import type { Ended, RunnerDeps } from './runner.ts'
import { waitByClock } from './wait.ts'

const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null)
      .map(([key, each]) => [key, withoutNulls(each)]),
  )
}

type Update = Body<'updateTunnel'>

/**
 * The body of a PUT that changes only the health check, although a PUT replaces the whole tunnel.
 * @returns null if the tunnel contains settings that this version does not know and would lose
 */
export const withHealth = (tunnel: Tunnel, { enabled, type, rate }: HealthChange): Update | null => {
  const known = Object.keys(tunnelInput.shape) as (keyof typeof tunnelInput.shape)[]
  const given = Object.fromEntries(
    known.map((key) => [key, (tunnel as Record<string, unknown>)[key] ?? null]),
  )
  const { target, ...check } = tunnel.health_check ?? {}
  const saved = savedTarget(target)
  const health_check = { ...check, enabled, type, rate, ...(saved && { target: { saved } }) }
  const input = tunnelInput.safeParse(withoutNulls({ ...given, health_check })).data
  const keep = oddPlacesOf(tunnel, fromWire(tunnel)).flatMap(({ place, value }) =>
    value === null || place.startsWith('health_check') ? [] : [place],
  )
  return input ? { ...input, keep } : null
}

const UNKNOWN_PARTS = 'It has settings that this version does not know. Edit it where they are known'

const health =
  (
    to: HealthChange,
    send: (id: string, body: Update, base: string | null) => Promise<unknown>,
    isSafe: boolean,
  ) =>
  async ({ id }: Item): Promise<Ended> => {
    let body: Update | null = null
    let base: string | null = null
    const read = await endedAs(async () => {
      const { result, etag } = await call('getTunnel', { id })
      body = withHealth(result.ipsec_tunnel, to)
      base = etag
    }, true)
    if (read.kind !== 'yes') return read
    if (body === null) return { kind: 'no', note: UNKNOWN_PARTS }
    const input: Update = body
    return endedAs(() => send(id, input, base), isSafe)
  }

/** A tunnel that is already deleted, perhaps by the interrupted run, counts as accepted. */
const gone = (error: Error): void => {
  if (!isGone(error)) throw error
}

const forget = (id: string): void => pruneKept((each) => each === id)

/** @param missing said if the read does not show the change, which may still be done later */
const looking =
  (isDone: (id: string) => Promise<boolean>, missing: string): RunnerDeps['look'] =>
  async ({ id, note }) => {
    const isFound = await isDone(id).catch(() => null)
    return isFound ? null : isFound === null ? note : missing
  }

const hasHealth = (tunnel: Tunnel, { enabled, type, rate }: HealthChange): boolean =>
  isChecked(tunnel) === enabled && tunnel.health_check?.type === type && tunnel.health_check.rate === rate

const work = (change: Plan['change']): Pick<RunnerDeps, 'check' | 'act' | 'look'> =>
  change.kind === 'delete'
    ? {
        check: ({ id }) => endedAs(() => call('validateDelete', { id, body: {} }).catch(gone), true),
        async act({ id }) {
          // A deletion is not sent without a connection: its outcome would be unknown, and that of each one after it.
          // Asking the server itself costs no call of the account.
          const reached = await endedAs(() => call('getMeta'), true)
          if (reached.kind === 'later' || reached.kind === 'stop') return reached
          return endedAs(async () => {
            await deletionOf(id).send()
            forget(id)
          })
        },
        look: looking(async (id) => {
          const isDone = await deletionOf(id).isDone()
          if (isDone) forget(id)
          return isDone
        }, 'The tunnel was read again and still exists'),
      }
    : {
        check: health(change.to, (id, body) => call('validateUpdate', { id, body }), true),
        act: health(change.to, (id, body, base) => call('updateTunnel', { id, body, base }), false),
        look: looking(
          async (id) => hasHealth((await readBase(id)).tunnel, change.to),
          'The tunnel was read again and has other settings',
        ),
      }

const KEPT = 'list.bulk'

/** The plan of an interrupted bulk change; null for none. */
export const keptPlan = (): Plan | null => parsePlan(readKept(KEPT))
export const forgetPlan = (): void => void writeKept(KEPT, null)

export const depsOf = (change: Plan['change']): RunnerDeps => ({
  ...work(change),
  budget: () =>
    call('getMeta').then(
      ({ result }) => result.budget,
      () => null,
    ),
  wait: waitByClock,
  save: (plan) => void writeKept(KEPT, isUnderWay(plan) ? { ...plan, phase: 'run' } : null),
})
