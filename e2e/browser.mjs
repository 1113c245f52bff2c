// @ts-check
/**
 * Finds a Chromium for the browser tests, or installs one: `npm run e2e` runs this first.
 * Order: Playwright's own, an installed headless shell, an installed Chromium or Chrome, Playwright's download,
 * the system's package. The headless shell is Chromium without the parts that draw a window: the same pages in
 * about two thirds of the time.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

/** A download that has not come by then is not coming: the system's package is next. */
const DOWNLOAD_LIMIT_MS = 90_000
const PACKAGE_LIMIT_MS = 600_000

const HEADLESS_SHELL = 'chromium-headless-shell'
const NAMES = [
  HEADLESS_SHELL,
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
]
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome']
const FILES = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Playwright sets what a container, root and a headless run need; these keep the browser off the network. */
export const LAUNCH_ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Some systems put a stub in the browser's place that only asks to install it, so being there is not enough. */
const runs = (/** @type {string} */ path) =>
  existsSync(path) && spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0

/**
 * The browser that this machine has already.
 * @returns {{ path: string, origin: string } | null}
 */
export const findBrowser = () => {
  const own = chromium.executablePath()
  if (runs(own)) return { path: own, origin: "Playwright's own Chromium" }
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...FOLDERS]
  const files = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const path = [...files, ...FILES].find(runs)
  return path ? { path, origin: 'the installed browser' } : null
}

/**
 * Runs a command with its output shown, and ends it and its children at the limit.
 * @param {string[]} command @param {number} limitMs
 * @returns {Promise<boolean>} whether it ended well
 */
const attempt = (command, limitMs) =>
  new Promise((resolve) => {
    const [file = '', ...args] = command
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const child = spawn(file, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true, env })
    const timer = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), limitMs)
    const settle = (/** @type {boolean} */ ended) => {
      clearTimeout(timer)
      resolve(ended)
    }
    child.on('error', () => settle(false))
    child.on('exit', (code) => settle(code === 0))
  })

/** The prefix that lets us install packages; null when nothing does. */
const asRoot = () => {
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : null
}

const say = (/** @type {string} */ text) => console.log(`browser: ${text}`)

/**
 * The first of these packages that apt-get can install. The package lists are updated only when that is needed.
 * @param {string[]} names
 */
const installPackage = async (names) => {
  const prefix = asRoot()
  if (prefix === null || spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return
  const install = async () => {
    for (const name of names) {
      const command = [...prefix, 'apt-get', 'install', '-qy', '--no-install-recommends', name]
      if (await attempt(command, PACKAGE_LIMIT_MS)) return true
    }
    return false
  }
  if (await install()) return
  // An unreachable mirror in the list makes `update` fail though the package may still be had.
  await attempt([...prefix, 'apt-get', 'update', '-q'], PACKAGE_LIMIT_MS)
  await install()
}

/** @returns {Promise<{ path: string, origin: string } | null>} */
const installBrowser = async () => {
  say("none found; trying Playwright's download")
  const cli = join(dirname(createRequire(import.meta.url).resolve('@playwright/test')), 'cli.js')
  await attempt([process.execPath, cli, 'install', 'chromium'], DOWNLOAD_LIMIT_MS)
  const downloaded = findBrowser()
  if (downloaded) return downloaded
  say('that did not give a working browser; installing a package with apt-get')
  await installPackage([HEADLESS_SHELL, 'chromium'])
  return findBrowser()
}

/** Root is what runs in containers and in CI, where a second browser is in nobody's way and the time is saved each run. */
const preferHeadlessShell = async (/** @type {{ path: string, origin: string }} */ browser) => {
  const good = browser.path.includes(HEADLESS_SHELL) || browser.path === chromium.executablePath()
  if (good || process.getuid?.() !== 0) return browser
  await installPackage([HEADLESS_SHELL])
  return findBrowser() ?? browser
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = findBrowser()
  const browser = found ? await preferHeadlessShell(found) : await installBrowser()
  if (!browser) {
    console.error('browser: none found and none could be installed. Install one of these and run again:')
    console.error(
      '  npx playwright install --with-deps chromium    or    the package chromium or google-chrome',
    )
    process.exit(1)
  }
  say(`using ${browser.origin}, ${browser.path}`)
}
