/**
 * `npm run lab -- TUNNEL`: runs a tunnel of the sandbox with real daemons. One end loads the generated files; the other
 * simulates Cloudflare and follows changes of the tunnel in the browser. The state of the session is reported to the
 * sandbox every second.
 */
import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { RouterSession } from '../../src/contract/sandbox.ts'
import type { Tunnel } from '../../src/contract/tunnel.ts'
import type { SpeakerName, Terms } from './cloudflare.ts'
import { readKey } from './key.ts'
import { type Generated, generate, type Lab, startLab, termsOf } from './lab.ts'
import { prepare } from './packages.mjs'
import { type Server, serverAt } from './server.ts'
import { sessionOf } from './session.ts'

const USAGE = `Usage: npm run lab -- TUNNEL [--bird]
TUNNEL is the address of the tunnel's page, or its id when Tunneldesk is at http://127.0.0.1:8787.
--bird loads the files for strongSwan with BIRD instead of FRR.`

const REPORT_EVERY_MS = 1_000

const say = (text: string) => console.log(`lab: ${text}`)

class Unfit extends Error {}

const readTarget = (text: string | undefined): { origin: string; id: string } => {
  const [, origin = 'http://127.0.0.1:8787', id] =
    /^(?:(https?:\/\/[^/]+)\/tunnels\/)?([0-9a-f]{32})\/?$/.exec(text ?? '') ?? []
  if (id === undefined) throw new Unfit(USAGE)
  return { origin, id }
}

const look = async (server: Server, origin: string): Promise<Tunnel> => {
  const isSandbox = await server.isSandbox().catch(() => {
    throw new Unfit(`nothing answers at ${origin}: start Tunneldesk with npm start, and call this beside it`)
  })
  if (!isSandbox) throw new Unfit(`${origin} works on a real account, and the lab belongs to the sandbox`)
  const tunnel = await server.tunnel()
  if (!tunnel) throw new Unfit(`${origin} has no such tunnel`)
  if (!tunnel.psk_metadata?.last_generated_on)
    throw new Unfit('the tunnel has no key: set one in the browser first')
  return tunnel
}

/** After a change of the PSK in the browser, Cloudflare's end gets a random one: the new PSK is not known here. */
const termsNow = (tunnel: Tunnel, first: Tunnel, psk: string): Terms => {
  const isSameKey = tunnel.psk_metadata?.last_generated_on === first.psk_metadata?.last_generated_on
  return termsOf(tunnel, isSameKey ? psk : randomUUID())
}

const observe = async (lab: Lab): Promise<RouterSession> => {
  const isUp = (await lab.cloudflare.charon.sas()).some(({ children }) => children.length > 0)
  return sessionOf(isUp, await lab.session())
}

const sentence = ({ state, tcp_established, bgp_state }: RouterSession): string =>
  `${state}, TCP ${tcp_established ? 'connected' : 'not connected'}, ${bgp_state}`

/** Runs until the tunnel changes or is deleted, or until `isOver`. @returns the changed tunnel, or null */
const follow = async (
  server: Server,
  {
    terms,
    generated,
    tunnel,
    isOver,
  }: { terms: Terms; generated: Generated; tunnel: Tunnel; isOver: () => boolean },
): Promise<Tunnel | null> => {
  const lab = await startLab({ terms, generated, address: tunnel.customer_endpoint ?? '' })
  let last = ''
  // Routing starts when the tunnel is up; a tunnel that never comes up is reported as down.
  let isRouting = false
  try {
    while (!isOver()) {
      const session = await observe(lab)
      if (!isRouting && (await lab.site.charon.sas()).some(({ children }) => children.length > 0)) {
        isRouting = true
        say(`the tunnel is up as ${(await lab.cloudflare.charon.sas())[0]?.remote}`)
        await lab.route()
      }
      if (sentence(session) !== last) say(sentence(session))
      last = sentence(session)
      await server.report(session)
      const now = await server.tunnel()
      if (!now || now.modified_on !== tunnel.modified_on) return now
      await new Promise((resolve) => setTimeout(resolve, REPORT_EVERY_MS))
    }
    return null
  } finally {
    await lab.close()
  }
}

const run = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: { bird: { type: 'boolean', default: false } },
  })
  const { origin, id } = readTarget(positionals[0])
  const missing = prepare()
  if (missing !== null) throw new Unfit(missing)
  const server = serverAt(origin, id)
  const first = await look(server, origin)
  const speaks: SpeakerName = values.bird ? 'bird' : 'frr'
  // Reports errors of the files before the PSK is asked for.
  generate(first, 'x', speaks)
  const psk = await readKey(`Pre-shared key of ${first.name} (not shown): `)
  if (psk === null) throw new Unfit('no key was given')
  const generated = generate(first, psk, speaks)

  let over = false
  const end = () => {
    over = true
  }
  process.once('SIGINT', end).once('SIGTERM', end).once('SIGHUP', end)
  say(`${generated.files.length} files are loaded as they are downloaded. Ctrl+C ends the lab.`)
  let tunnel: Tunnel | null = first
  try {
    while (tunnel !== null && !over) {
      const terms = termsNow(tunnel, first, psk)
      tunnel = await follow(server, { terms, generated, tunnel, isOver: () => over })
      if (tunnel !== null) say('the tunnel was changed: Cloudflare follows, the router keeps its files')
    }
  } finally {
    await server.cut().catch(() => undefined)
  }
  say(over ? 'ended, and reported as cut' : 'the tunnel is gone')
}

run().catch((error: Error) => {
  console.error(error instanceof Unfit ? `lab: ${error.message}` : error)
  process.exitCode = 1
})
