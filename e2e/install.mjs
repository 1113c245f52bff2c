/**
 * Installs packages that only some tests need, each in its own folder with its own lockfile, so that a plain install
 * stays small: `node e2e/install.mjs e2e/workerd e2e/client`. Does nothing for a folder that is already installed.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const text = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

/** @param {string} folder the folder of the package, relative to the root of the project */
export const install = (folder) => {
  const lock = text(join(folder, 'package-lock.json'))
  // Written last, so that an interrupted install is repeated.
  const installed = join(folder, 'node_modules/.installed-lock.json')
  if (text(installed) === lock) return
  console.log(`installing ${folder}`)
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
  })
  if (status !== 0) {
    console.error(`${folder} could not be installed: its tests need its packages from the npm registry`)
    process.exit(1)
  }
  writeFileSync(installed, lock)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.argv.slice(2).forEach(install)
