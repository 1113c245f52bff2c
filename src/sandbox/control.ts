/**
 * How the simulation is steered: under `/sandbox/accounts/{account_id}`, beside the API and clearly not part of
 * it. No token, no allowance, no faults: whoever set a fault must be able to take it away again.
 */
import type * as z from 'zod/mini'
import { failed, ok, type ResponseInfo } from '../contract/envelope.ts'
import { MAX_FILLED, routerPlay, type Simulation, worldSettings } from '../contract/sandbox.ts'
import { FAULTS } from './faults.ts'
import { at, CODES, NO_TUNNEL } from './refusals.ts'
import { readBody } from './request.ts'
import { played } from './router.ts'
import type { Deps } from './sandbox.ts'
import { filled } from './seed.ts'
import type { Asked } from './serve.ts'
import { isObject, readShape } from './shape.ts'
import type { World } from './world.ts'
import { notAnObject, type Refused } from './write.ts'

interface Wish {
  /** A copy; null leaves it as it was. */
  world: World
  id: string
  body: unknown
  /** Milliseconds since the epoch. */
  now: number
}

type Steer = (wish: Wish) => Refused | null

const look: Steer = () => null

const read = <Schema extends z.ZodMiniType>(schema: Schema, body: unknown) => {
  if (!isObject(body)) return notAnObject(body)
  const { value, errors } = readShape(schema, body)
  return errors.length > 0 ? { status: 400, errors } : { value }
}

const setWorld: Steer = ({ world, body, now }) => {
  const settings = read(worldSettings, body)
  if ('errors' in settings) return settings
  const {
    fault = world.fault,
    coupler_integration = world.flags.coupler_integration,
    tunnels,
  } = settings.value
  if (tunnels !== undefined && (tunnels < 0 || tunnels > MAX_FILLED)) {
    const message = `tunnels must be a whole number from 0 to ${MAX_FILLED}`
    return { status: 400, errors: [at('/tunnels', CODES.wrongValue, message)] }
  }
  if (fault !== null && !Object.hasOwn(FAULTS, fault)) {
    return { status: 400, errors: [at('/fault', CODES.wrongValue, 'There is no fault of this name')] }
  }
  world.fault = fault
  world.flags.coupler_integration = coupler_integration
  if (tunnels !== undefined) world.tunnels = filled(tunnels, now)
  return null
}

const play: Steer = ({ world, id, body, now }) => {
  const tunnel = world.tunnels.find((each) => each.id === id)
  if (!tunnel) return { status: 404, errors: [NO_TUNNEL] }
  const wish = read(routerPlay, body)
  if ('errors' in wish) return wish
  tunnel.router = played(tunnel, wish.value.act, now)
  return null
}

export const CONTROLS = [
  ['GET', '/world', look],
  ['PUT', '/world', setWorld],
  ['PUT', '/routers/:id', play],
] as const

const show = ({ fault, tunnels, flags }: World): Simulation => ({
  fault,
  coupler_integration: flags.coupler_integration,
  faults: Object.entries(FAULTS).map(([name, { what }]) => ({ name, what })),
  routers: Object.fromEntries(tunnels.map(({ id, router: { setup, is_cut } }) => [id, { setup, is_cut }])),
})

const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

const refuse = (status: number, errors: ResponseInfo[]) => json(status, failed(errors))

export const control = async (
  { request, account, id }: Asked,
  steer: Steer,
  { worlds, now }: Deps,
): Promise<Response> => {
  const given = request.method === 'GET' ? { body: null } : await readBody(request)
  if ('errors' in given) return refuse(given.status, given.errors)
  const { refused, world } = await worlds.change(
    account,
    (copy) => ({ refused: steer({ world: copy, id, body: given.body, now: now() }), world: copy }),
    ({ refused }) => refused === null && request.method !== 'GET',
  )
  return refused ? refuse(refused.status, refused.errors) : json(200, ok(show(world)))
}
