/**
 * Builds the revision in BENCH_BASE, for example `BENCH_BASE=main~20 npm run bench`, so that one run
 * measures it beside the working tree.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()

const revision = process.env.BENCH_BASE

/** @throws when the repository has no such revision */
const folderOf = (name: string) =>
  join(tmpdir(), `tunneldesk-bench-${git('rev-parse', '--short=12', '--verify', `${name}^{commit}`)}`)

/** The folder in which the revision is built; null when there is nothing to compare with. */
export const BASE_FOLDER = revision ? folderOf(revision) : null

/** Runs once before the first benchmark. A revision that was built by an earlier run is used again. */
export default () => {
  if (!revision || !BASE_FOLDER || existsSync(join(BASE_FOLDER, 'dist/server/node.js'))) return
  console.log(`Building ${revision} to compare with`)
  mkdirSync(BASE_FOLDER, { recursive: true })
  const archive = execFileSync('git', ['archive', revision], { maxBuffer: 1e9 })
  execFileSync('tar', ['-x', '-C', BASE_FOLDER], { input: archive })
  const run = (...args: string[]) =>
    execFileSync('npm', args, { cwd: BASE_FOLDER ?? '.', stdio: ['ignore', 'ignore', 'inherit'] })
  run('ci', '--no-audit', '--no-fund')
  run('run', 'build')
}
