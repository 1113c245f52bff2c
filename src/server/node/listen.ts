/** Opens the port and serves the app on it. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, BlockList, isIPv6, type Socket } from 'node:net'
import { userInfo } from 'node:os'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { createBackend } from '../account/backend.ts'
import { createApp, type PerRequest } from '../app.ts'
import { type Config, createConfig } from '../config/config.ts'
import { Misconfigured, type Settings } from '../config/environment.ts'
import { checkToken } from '../config/token-check.ts'
import { refused } from '../http/api-response.ts'
import type { Assets } from '../http/pages.ts'
import { createResponseWriter } from '../http/response-writer.ts'
import { createLaunch, type Launch } from '../identity/launch-link.ts'
import type { Send } from '../upstream/transport.ts'
import { openAuditFile } from './audit-file.ts'
import { limitConnections, limitResponse } from './connection-limits.ts'
import { createStop, type Stop } from './graceful-stop.ts'
import { createRefuser, SERVER_OPTIONS, socketGuard } from './socket-guard.ts'

export interface Listening {
  config: Config
  server: Server
  stop: Stop
  launch: Launch | null
}

export interface Parts {
  version: string
  /** Prints one log or audit line. Rejects when it cannot be written. */
  print(line: string): Promise<void>
  assets: Assets
  /** Returns the transport for upstream calls, and how to close it. */
  upstreamOf(config: Config): { send: Send; close(): Promise<void> }
}

/** Checks everything about the settings that can be checked before the port is open. Throws `Misconfigured`. */
export const checkSettings = async (settings: Settings, parts: Parts) => {
  const runtimeInfo = { runtime: 'node', version: parts.version, user: userName() } as const
  const planned = createConfig(settings, { ...runtimeInfo, port: Number(settings.PORT) })
  const isProxy = trustedPeers(planned.auth)
  const audit = await openAuditFile(planned.auditFile, parts.print)
  const upstream = parts.upstreamOf(planned)
  const close = async () => {
    await upstream.close()
    await audit.close()
  }
  await checkToken(planned, upstream.send)
  return { runtimeInfo, isProxy, audit: audit.write, send: upstream.send, close }
}

/** Throws `Misconfigured`, or the error of opening the port. */
export const listen = async (settings: Settings, parts: Parts): Promise<Listening> => {
  const { runtimeInfo, isProxy, audit, send, close } = await checkSettings(settings, parts)
  const server = createServer(SERVER_OPTIONS)
  limitConnections(server)
  server.listen(Number(settings.PORT), settings.HOST)
  await once(server, 'listening')
  // Created again, because only now the port is known for `PORT=0`.
  const config = createConfig(settings, { ...runtimeInfo, port: (server.address() as AddressInfo).port })

  const stop = createStop(server, close)
  const launch =
    config.auth.mode === 'local' && config.auth.launchLink ? createLaunch(config.publicOrigin) : null
  const clock = {
    now: Date.now,
    wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  }
  // A lost line of the log stops no request; a lost audit line does (audit.ts).
  const log = (line: string) => void parts.print(line).catch(() => undefined)
  const backend = createBackend(config, send, { clock, log, audit })
  const { assets } = parts
  const app = createApp(config, backend, { assets, clock, isStopping: stop.isStopping, log, launch })
  const writer = createResponseWriter(config.publicOrigin)
  const perRequest = ({ incoming }: HttpBindings): PerRequest => ({
    outlive: stop.waitFor,
    isTrustedPeer: isProxy(incoming.socket),
    isGone: () => incoming.socket.destroyed,
  })
  const serve = getRequestListener((request, env) => app.fetch(request, perRequest(env as HttpBindings)), {
    // Called when a request cannot be parsed, for example because of an invalid URL.
    errorHandler: () => writer.api(crypto.randomUUID(), refused('bad_request')),
  })
  const identityHeaders = 'header' in config.auth ? [config.auth.header.toLowerCase(), 'x-proxy-secret'] : []
  const refuse = createRefuser(config.publicOrigin)
  server.on('clientError', ({ code }: NodeJS.ErrnoException, socket) => refuse.bytes(code, socket))
  server.on('checkExpectation', (_request, response) => refuse.request(response, 417))
  server.on('request', (request, response) => {
    stop.waitForResponse(response)
    limitResponse(request, response)
    refuse.owe(response)
    const status = socketGuard(request, identityHeaders)
    if (status === null) void serve(request, response)
    else refuse.request(response, status)
  })
  return { config, server, stop, launch }
}

/** Returns a function that checks whether a connection comes from a proxy in the settings. */
const trustedPeers = (auth: Config['auth']): ((socket: Socket) => boolean) => {
  if (auth.mode !== 'header') return () => false
  const trusted = new BlockList()
  for (const cidr of auth.proxies) {
    const [network = '', prefix] = cidr.split('/')
    try {
      trusted.addSubnet(network, Number(prefix), isIPv6(network) ? 'ipv6' : 'ipv4')
    } catch {
      throw new Misconfigured('TRUSTED_PROXY_CIDRS contains something that is not a CIDR')
    }
  }
  return ({ remoteAddress: address = '' }) => trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** In some containers the user id has no name. */
const userName = (): string => {
  try {
    return userInfo().username
  } catch {
    return 'local'
  }
}
