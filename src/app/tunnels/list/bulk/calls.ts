/** The calls behind a bulk change. */
import type { Body } from '../../../../contract/endpoints.ts'
import { oddPlacesOf } from '../../../../contract/fields/kept.ts'
import { fromWire } from '../../../../contract/fields/wire.ts'
import { isObject, type Json } from '../../../../contract/json.ts'
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

type Update = Body<'updateTunnel'>

const { bgp, custom_remote_identities, health_check } = tunnelInput.shape
/** The objects of a request, by name. */
const PARTS: Readonly<Record<string, { shape: object }>> = {
  bgp: bgp.def.innerType,
  custom_remote_identities: custom_remote_identities.def.innerType,
  health_check: health_check.def.innerType,
}

/** What a request may contain of a tunnel. The proxy sends fields that this program does not know back unchanged. */
const knownOf = (whole: Json, { shape }: { shape: object }): Json =>
  Object.fromEntries(
    Object.keys(shape).flatMap((key) => {
      const [value, part] = [whole[key] ?? null, PARTS[key]]
      return value === null ? [] : [[key, part && isObject(value) ? knownOf(value, part) : value]]
    }),
  )

/**
 * The body of a PUT that changes only the health check, although a PUT replaces the whole tunnel.
 * @returns null if a required value was not recognised
 */
export const withHealth = (tunnel: Tunnel, { enabled, type, rate }: HealthChange): Update | null => {
  const { target, ...check } = tunnel.health_check ?? {}
  const saved = savedTarget(target)
  const changed = { ...check, enabled, type, rate, ...(saved && { target: { saved } }) }
  const input = tunnelInput.safeParse(knownOf({ ...tunnel, health_check: changed }, tunnelInput)).data
  const keep = oddPlacesOf(tunnel, fromWire(tunnel)).flatMap(({ place, value }) =>
    value === null || place.startsWith('health_check') ? [] : [place],
  )
  return input ? { ...input, keep } : null
}

const NOT_RECOGNISED = 'The API sent a required value that was not recognised. Edit the tunnel first'

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
    if (body === null) return { kind: 'no', note: NOT_RECOGNISED }
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
