/** Starts the built server, or only the stand-in, on a free port, as `npm start` and `npm run sandbox` do. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { resolve as absolute, join } from 'node:path'
import { createInterface } from 'node:readline'

export interface RunningServer {
  /** The origin of the app, without a trailing slash. */
  origin: string
  /** Returns everything that the server has printed so far, on both streams. */
  output: () => string
  pid: number
  stop: () => Promise<void>
}

const START_LIMIT_MS = 30_000

/**
 * The server has its own working directory for its worlds, so that tests do not share worlds.
 * @param settings the environment of the server. Nothing else is passed on, so that a token in the shell that runs the
 *   tests can never switch the server to a real account.
 * @param name `sandbox` for only the stand-in
 * @param folder the working directory, for a server with the worlds of an earlier one; the caller removes it
 * @param root the folder of the project whose build is started
 * @throws when the server exits or prints no URL within thirty seconds
 */
export const startServer = async (
  settings: Record<string, string> = {},
  name: 'node' | 'sandbox' = 'node',
  folder?: string,
  root = '.',
): Promise<RunningServer> => {
  const env = { PATH: process.env.PATH, PORT: '0', LOCAL_LAUNCH_TOKEN: 'off', ...settings }
  const cwd = folder ?? mkdtempSync(join(tmpdir(), 'tunneldesk-e2e-'))
  const program = absolute(root, `dist/server/${name}.js`)
  const child = spawn(process.execPath, [program], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  if (!folder) child.once('exit', () => rmSync(cwd, { recursive: true, force: true }))
  let printed = ''
  child.stderr.on('data', (chunk) => {
    printed += chunk
  })
  const origin = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The server ${why}. It printed:\n${printed}`))
    const timer = setTimeout(() => fail('printed no address'), START_LIMIT_MS)
    child.once('exit', (code) => fail(`ended with ${code}`))
    createInterface({ input: child.stdout }).on('line', (line) => {
      printed += `${line}\n`
      const address = /http:\/\/[\w.:[\]-]+/.exec(line)?.[0]
      if (!address) return
      clearTimeout(timer)
      resolve(address)
    })
  })
  return { origin, output: () => printed, pid: child.pid ?? 0, stop: () => stop(child) }
}

/** Finds a free port, for a server that must know its origin before it starts. */
export const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** Starts a server in a mode that requires `PUBLIC_ORIGIN`. */
export const startServerForOthers = async (settings: Record<string, string>): Promise<RunningServer> => {
  const port = await freePort()
  return startServer({ ...settings, PORT: String(port), PUBLIC_ORIGIN: `http://127.0.0.1:${port}` })
}

const stop = async (child: ChildProcess) => {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
