// @ts-check
/**
 * Finds a Chromium for the browser tests, or installs one: `npm run e2e` runs this first.
 * Order: Playwright's own, an installed headless shell, an installed Chromium or Chrome, Playwright's download,
 * the system's package. The headless shell is Chromium without windows; it runs the same tests in
 * about two thirds of the time.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

/** After this time the download is given up, and the system's package is tried. */
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

/** Playwright sets the options for containers, root and headless mode; these keep the browser off the network. */
export const LAUNCH_ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Whether the file is a working browser: some systems have a stub there that only asks to install one. */
const runs = (/** @type {string} */ path) =>
  existsSync(path) && spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0

/**
 * Finds a browser that is installed on this machine.
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
 * Runs a command, shows its output, and kills it and its children after the time limit.
 * @param {string[]} command @param {number} limitMs
 * @returns {Promise<boolean>} whether it succeeded
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

/** The command prefix that allows installing packages; null when there is none. */
const asRoot = () => {
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : null
}

const say = (/** @type {string} */ text) => console.log(`browser: ${text}`)

/**
 * Installs the first of these packages that apt-get finds. Updates the package lists only when that fails.
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
  // With an unreachable mirror in the list `update` fails, although the package may be available.
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

/** Installs the headless shell for root, as in containers and CI, where a second browser is harmless and saves time. */
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
