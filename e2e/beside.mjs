// @ts-check
/**
 * Runs npm scripts beside each other, because one alone leaves a core idle or waits more than it computes:
 * `node e2e/beside.mjs e2e unit interop routers`. The first takes longest; the others get the time that it leaves. Each
 * line says which script printed it. Fails when one of them fails, after all have ended; then the last lines of that
 * one are printed once more, because they may be far up among those of the others.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setPriority } from 'node:os'
import { createInterface } from 'node:readline'

/** Lower than that of the first, and high enough that no test reaches its time limit while it waits for a core. */
const PRIORITY_OF_OTHERS = 5

const REPEATED_LINES = 80

const names = process.argv.slice(2)
const width = Math.max(...names.map((name) => name.length))

/** @param {string} name of a script in package.json @param {number} index */
const run = async (name, index) => {
  const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] })
  // What it starts later inherits the priority.
  if (index > 0 && child.pid) setPriority(child.pid, PRIORITY_OF_OTHERS)
  /** @type {string[]} */
  const last = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      console.log(`${name.padEnd(width)} | ${line}`)
      if (last.push(line) > REPEATED_LINES) last.shift()
    })
  }
  const [code] = await once(child, 'close')
  return { name, last, isFailed: code !== 0 }
}

const ended = await Promise.all(names.map(run))
for (const { name, last } of ended.filter(({ isFailed }) => isFailed)) {
  console.error([`failed: ${name}. Its last lines:`, ...last].join('\n'))
  process.exitCode = 1
}
