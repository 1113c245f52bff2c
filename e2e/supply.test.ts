/** Checks the lockfiles. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Locked {
  version?: string
  resolved?: string
  integrity?: string
  hasInstallScript?: boolean
}

const packagesOf = (folder: string) =>
  (JSON.parse(readFileSync(`${folder}/package-lock.json`, 'utf8')) as { packages: Record<string, Locked> })
    .packages
const packages = packagesOf('.')
const installed = Object.entries(packages).filter(([path]) => path !== '')

test.each([
  ['.', 50],
  ['e2e/workerd', 30],
  ['e2e/client', 0],
])('every package of %s is locked by its hash, and none by its URL', (folder, least) => {
  const installed = Object.entries(packagesOf(folder)).filter(([path]) => path !== '')
  expect(installed.length).toBeGreaterThan(least)
  expect(installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([])
  expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
})

test('no package runs an install script', () => {
  // Its script builds from source when there is no prebuilt file; it is only installed on macOS.
  const known = ['node_modules/fsevents']
  const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)
  expect(scripted.filter((path) => !known.some((each) => path.endsWith(each)))).toEqual([])
})

test('the server’s packages include their last security fix that affects us', () => {
  const numbers = (version = '0') => version.split('.').map(Number)
  for (const [name, least] of [
    ['hono', '4.13.5'],
    ['@hono/node-server', '2.0.10'],
  ] as const) {
    const [has, needs] = [numbers(packages[`node_modules/${name}`]?.version), numbers(least)]
    const differs = needs.findIndex((part, i) => part !== has[i])
    expect(differs === -1 || (has[differs] ?? 0) > (needs[differs] ?? 0), `${name} ${least}`).toBe(true)
  }
})
