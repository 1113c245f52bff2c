/**
 * One machine of the lab: unnamed network, mount and process namespaces. Their first process waits for the end of its
 * input, which is a pipe from this program. When this program ends in any way, the kernel kills everything inside, and
 * interfaces, files and sockets disappear. Nothing needs to be cleaned up.
 */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Mounts private copies, so that daemons use their usual paths and the machine's own files do not change. */
const PRIVATE_FILES = `
  for place in /run /var/tmp /usr/local/sbin; do mount -t tmpfs tmpfs $place; done &&
  mkdir /run/etc && cp -a /etc/. /run/etc && mount --bind /run/etc /etc &&
  ip link set lo up && echo 1 > /proc/sys/net/ipv4/ip_forward &&
  echo ready && exec cat`

const LIMIT_MS = 30_000

/**
 * Everything inside is in a process group of its own: a terminal sends Ctrl+C to the group of this program only, which
 * then ends the lab in order.
 */
const OPTIONS = {
  env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
  cwd: '/',
  detached: true,
} as const satisfies SpawnOptions

export interface End {
  name: string
  /** The process id that identifies the network namespace of this end. */
  pid: number
  /** Runs a command inside and waits for its exit. Rejects with its output when it fails. @returns its output */
  run(command: readonly string[]): Promise<string>
  /** Starts a daemon in the foreground. @returns a function that returns its output so far */
  start(command: readonly string[]): () => string
  /** @param path in `/etc` or `/usr/local/sbin`; other folders belong to the machine */
  write(path: string, text: string, mode?: number): void
  close(): Promise<void>
}

const say = (what: string, command: readonly string[], printed: string): Error =>
  new Error(`${what}: ${command.join(' ')}\n${printed.trim()}`)

const runToEnd = (name: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn('nsenter', args, {
      ...OPTIONS,
      timeout: LIMIT_MS,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const printed = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (chunk) => {
        printed[stream] += chunk
      })
    }
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0
        ? resolve(printed.stdout)
        : reject(say(`${name} refused`, args, `${printed.stdout}${printed.stderr}`)),
    )
  })

export const startEnd = async (name: string): Promise<End> => {
  const flags = ['--net', '--mount', '--pid', '--fork', '--mount-proc']
  const holder = spawn('unshare', [...flags, 'sh', '-c', PRIVATE_FILES], {
    ...OPTIONS,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const pid = await ready(holder)
  const inside = (command: readonly string[]) => [
    ...[`--net=/proc/${pid}/ns/net`, `--mount=/proc/${pid}/ns/mnt`, `--pid=/proc/${pid}/ns/pid_for_children`],
    '--',
    ...command,
  ]
  return {
    name,
    pid,
    run: (command) => runToEnd(name, inside(command)),
    start: (command) => {
      const child = spawn('nsenter', inside(command), {
        ...OPTIONS,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let printed = ''
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => {
          printed += chunk
        })
      }
      return () => printed
    },
    write: (path, text, mode = 0o644) => {
      if (!/^\/(etc|usr\/local\/sbin)\/[\w./-]+$/.test(path) || path.includes('..'))
        throw new Error(`not a place for files: ${path}`)
      const place = `/proc/${pid}/root${path}`
      mkdirSync(dirname(place), { recursive: true })
      writeFileSync(place, text)
      chmodSync(place, mode)
    },
    close: async () => {
      if (holder.exitCode !== null) return
      const ended = once(holder, 'exit')
      holder.stdin.end()
      await ended
    },
  }
}

const ready = async (holder: ChildProcess): Promise<number> => {
  let printed = ''
  holder.stderr?.on('data', (chunk) => {
    printed += chunk
  })
  await new Promise<void>((resolve, reject) => {
    holder.stdout?.on('data', (chunk) => {
      if (String(chunk).includes('ready')) resolve()
    })
    holder.once('error', reject)
    holder.once('exit', (code) => reject(new Error(`no namespaces (${code}): ${printed}`)))
  })
  return holder.pid ?? 0
}

/** Connects two ends with a veth pair. */
export const connect = async (a: End, aName: string, b: End, bName: string): Promise<void> => {
  // Run outside of the ends' process namespaces, where these process ids are valid.
  const inNetwork = [`--net=/proc/${a.pid}/ns/net`, '--', 'ip', 'link', 'add', aName]
  await runToEnd(a.name, [...inNetwork, 'type', 'veth', 'peer', 'name', bName, 'netns', String(b.pid)])
  await Promise.all([a.run(['ip', 'link', 'set', aName, 'up']), b.run(['ip', 'link', 'set', bName, 'up'])])
}

/** Not more often, because each attempt starts programs. */
const LOOK_EVERY_MS = 100

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Repeats `ask` until it returns a value. Rejects after the limit with `what`, and with the last error as cause. */
export const until = async <T>(
  what: string,
  ask: () => Promise<T | null | false>,
  limitMs = 40_000,
): Promise<T> => {
  const end = performance.now() + limitMs
  for (;;) {
    let last: unknown = null
    try {
      const found = await ask()
      if (found !== null && found !== false) return found
    } catch (error) {
      last = error
    }
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms for ${what}`, { cause: last })
    await pause(LOOK_EVERY_MS)
  }
}
