/** Opens the port and serves the app on it. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { refused } from '../answer.ts'
import { createApp } from '../app.ts'
import { type Config, createConfig } from '../config.ts'
import type { Assets } from '../pages.ts'
import { createReplies } from '../reply.ts'
import type { Send } from '../send.ts'
import type { Settings } from '../settings.ts'
import { refuseSocket, SERVER_OPTIONS, socketGuard } from './socket-guard.ts'
import { createStop, type Stop } from './stop.ts'

/** More than the clients of any team keep open, fewer than the process has files. */
const MAX_CONNECTIONS = 2000

export interface Listening {
  config: Config
  server: Server
  stop: Stop
}

export interface Parts {
  version: string
  assets: Assets
  /** Chooses where calls go, and how that is ended. */
  upstreamOf(config: Config): { send: Send; close(): Promise<void> }
}

/** Throws `Misconfigured`, or what opening the port throws. */
export const listen = async (settings: Settings, parts: Parts): Promise<Listening> => {
  const facts = { runtime: 'node', version: parts.version } as const
  // Judged before anything is open, and once more when it is known which port that is.
  createConfig(settings, { ...facts, port: Number(settings.PORT) })
  const server = createServer(SERVER_OPTIONS)
  server.maxConnections = MAX_CONNECTIONS
  server.listen(Number(settings.PORT), settings.HOST)
  await once(server, 'listening')
  const config = createConfig(settings, { ...facts, port: (server.address() as AddressInfo).port })

  const { send, close } = parts.upstreamOf(config)
  const stop = createStop(server, close)
  const app = createApp(config, send, {
    assets: parts.assets,
    clock: { now: Date.now, wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
    isStopping: stop.isStopping,
  })
  const replies = createReplies(config.publicOrigin)
  const serve = getRequestListener((request) => app.fetch(request, { outlive: stop.waitFor }), {
    // It is asked when a request cannot even be read, an impossible address for one.
    errorHandler: () => replies.api(crypto.randomUUID(), refused('bad_request')),
  })
  server.on('clientError', refuseSocket)
  server.on('request', (request, response) => {
    stop.waitForResponse(response)
    const status = socketGuard(request, [])
    if (status === null) void serve(request, response)
    else refuseSocket({ status }, request.socket)
  })
  return { config, server, stop }
}
