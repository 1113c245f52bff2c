/**
 * The controls of the simulation, under `/sandbox/accounts/{account_id}`, separate from the API. They need no token,
 * have no rate limit and are affected by no fault, so that a fault can always be switched off.
 */

import type * as z from 'zod/mini'
import type { SimulationOperation } from '../contract/endpoints.ts'
import { failed, ok, type ResponseInfo } from '../contract/envelope.ts'
import { isObject } from '../contract/json.ts'
import { MAX_FILLED, PACE, routerPlay, type Simulation, worldSettings } from '../contract/sandbox.ts'
import { readBody } from './api/request.ts'
import type { Asked } from './api/serve.ts'
import { readShape } from './api/shape.ts'
import { notAnObject, type Refused } from './api/write.ts'
import type { Deps } from './deps.ts'
import { FAULTS } from './faults/faults.ts'
import { at, CODES, NO_TUNNEL } from './refusals.ts'
import { connectsAt, isSilent } from './router/bgp.ts'
import { configured, secretIn } from './router/configure.ts'
import { differencesOf } from './router/differences.ts'
import { withPast } from './router/probes.ts'
import { played, reported } from './router/router.ts'
import { filled } from './seed/seed.ts'
import { filledRoutes } from './seed/seed-routes.ts'
import type { StoredTunnel, World } from './world/world.ts'

interface ControlCall {
  /** A copy of the world; it is stored unless the call is refused. */
  world: World
  id: string
  body: unknown
  /** Whether the PSK in the text of a file is the tunnel's; null when that is unknown. */
  isSameKey: boolean | null
  /** Milliseconds since the epoch. */
  now: number
}

type Control = (call: ControlCall) => Refused | null

const look: Control = () => null

const read = <Schema extends z.ZodMiniType>(schema: Schema, body: unknown) => {
  if (!isObject(body)) return notAnObject(body)
  const { value, errors } = readShape(schema, body)
  return errors.length > 0 ? { status: 400, errors } : { value }
}

const setWorld: Control = ({ world, body, now }) => {
  const settings = read(worldSettings, body)
  if ('errors' in settings) return settings
  const {
    fault = world.fault,
    coupler_integration = world.flags.coupler_integration,
    pace = world.pace,
    tunnels,
  } = settings.value
  if (tunnels !== undefined && (tunnels < 0 || tunnels > MAX_FILLED)) {
    const message = `tunnels must be a whole number from 0 to ${MAX_FILLED}`
    return { status: 400, errors: [at('/tunnels', CODES.wrongValue, message)] }
  }
  if (fault !== null && !Object.hasOwn(FAULTS, fault)) {
    return { status: 400, errors: [at('/fault', CODES.wrongValue, 'There is no fault with this name')] }
  }
  if (pace < PACE.least || pace > PACE.most) {
    const message = `The pace must be from ${PACE.least} to ${PACE.most}`
    return { status: 400, errors: [at('/pace', CODES.wrongValue, message)] }
  }
  world.fault = fault
  world.pace = pace
  world.flags.coupler_integration = coupler_integration
  if (tunnels !== undefined) {
    world.tunnels = filled(tunnels, now)
    world.routes = filledRoutes(world.tunnels)
  }
  return null
}

const missing = (name: string): Refused => ({
  status: 400,
  errors: [at(`/${name}`, CODES.missing, `${name} is required`)],
})

const NO_SUCH_FILE =
  'This is not a router configuration: frr.conf has "router bgp", bird.conf "protocol bgp", swanctl.conf "connections"'

const play: Control = ({ world, id, body, isSameKey, now }) => {
  const tunnel = world.tunnels.find((each) => each.id === id)
  if (!tunnel) return { status: 404, errors: [NO_TUNNEL] }
  const wanted = read(routerPlay, body)
  if ('errors' in wanted) return wanted
  const { act, files, session } = wanted.value
  if (act !== 'report') tunnel.router = withPast(tunnel, now, world)
  if (act === 'report') {
    if (!session) return missing('session')
    tunnel.router = reported(tunnel, session, now)
  } else if (act === 'configure') {
    if (!files) return missing('files')
    const router = configured(tunnel, Object.values(files), world.account_number, isSameKey, now)
    if (!router) return { status: 400, errors: [at('/files', CODES.wrongValue, NO_SUCH_FILE)] }
    tunnel.router = router
  } else {
    tunnel.router = played(tunnel, act, now, world.pace)
  }
  return null
}

export const CONTROLS: Record<SimulationOperation, Control> = {
  'GET /sandbox/accounts/:account/world': look,
  'PUT /sandbox/accounts/:account/world': setWorld,
  'PUT /sandbox/accounts/:account/routers/:id': play,
}

const showRouter = (tunnel: StoredTunnel, now: number, pace: number): Simulation['routers'][string] => {
  const { setup, is_cut, probes } = tunnel.router
  const connects_at = connectsAt(tunnel, now, pace)
  return {
    setup,
    is_cut: is_cut || isSilent(tunnel.router, now),
    ...(probes && { probes }),
    ...(connects_at !== null && { connects_at }),
    ...(setup === 'configured' && {
      differences: differencesOf(tunnel).map(({ says }) => says),
      unread: tunnel.router.settings?.unread ?? [],
    }),
  }
}

const show = ({ fault, tunnels, flags, pace }: World, now: number): Simulation => ({
  fault,
  coupler_integration: flags.coupler_integration,
  pace,
  faults: Object.entries(FAULTS).map(([name, { what, page }]) => ({ name, what, ...(page && { page }) })),
  routers: Object.fromEntries(tunnels.map((tunnel) => [tunnel.id, showRouter(tunnel, now, pace)])),
})

/** Compares before the change, because a digest takes time. */
const compareKey = async (body: unknown, { account, id }: Asked, { worlds, keys }: Deps) => {
  const wanted = read(routerPlay, body)
  if ('errors' in wanted || !wanted.value.files) return null
  const tunnel = (await worlds.look(account)).tunnels.find((each) => each.id === id)
  const secret = tunnel && secretIn(tunnel, Object.values(wanted.value.files))
  return secret ? keys.isSame(id, secret) : null
}

const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

const refuse = (status: number, errors: ResponseInfo[]) => json(status, failed(errors))

export const control = async (asked: Asked, handle: Control, deps: Deps): Promise<Response> => {
  const { request, account, id } = asked
  const { worlds, now } = deps
  const given = request.method === 'GET' ? { body: null } : await readBody(request)
  if ('errors' in given) return refuse(given.status, given.errors)
  const { body } = given
  const isSameKey = await compareKey(body, asked, deps)
  const { refused, world } = await worlds.change(
    account,
    (copy) => ({ refused: handle({ world: copy, id, body, isSameKey, now: now() }), world: copy }),
    ({ refused }) => refused === null && request.method !== 'GET',
  )
  return refused ? refuse(refused.status, refused.errors) : json(200, ok(show(world, now())))
}
