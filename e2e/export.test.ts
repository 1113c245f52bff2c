/** Runs the export for curl in a real shell. */
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FORMATS, type Format } from '../src/app/export/formats.ts'
import { whole } from '../src/app/export/parts.ts'
import { ELIDED } from '../src/app/export/request.ts'
import { FULL, hostileTunnel } from '../src/app/export/testing.ts'
import { configurationOf } from '../src/app/export/wire-fields.ts'

const curl = FORMATS.find(({ title }) => title === 'curl') as Format

/** Runs the text in a real shell with a `curl` that prints its arguments. @returns the arguments of each call */
const run = (text: string) => {
  const shell = spawnSync('/bin/sh', ['-s'], {
    input: `curl() { printf '%s\\036' "$@"; printf '\\035'; }\n${text}`,
    encoding: 'utf8',
    env: { PATH: '/nowhere', CLOUDFLARE_API_TOKEN: 'token', CLOUDFLARE_ACCOUNT_ID: 'account' },
  })
  expect(shell.stderr).toBe('')
  return shell.stdout
    .split('\x1d')
    .slice(0, -1)
    .map((call) => call.split('\x1e').slice(0, -1))
}

test('sends one create for each tunnel, with the token of the environment', () => {
  expect(run(whole(curl.write([FULL], true)))).toEqual([
    [
      'https://api.cloudflare.com/client/v4/accounts/account/magic/ipsec_tunnels',
      '-H',
      'Authorization: Bearer token',
      '-H',
      'Content-Type: application/json',
      '-H',
      'x-magic-new-hc-target: true',
      '--data',
      JSON.stringify(configurationOf(FULL), null, 2),
    ],
  ])
})

test('marks an omitted MD5 key, so that no session is created without it', () => {
  const [call = []] = run(whole(curl.write([FULL], false)))
  expect(JSON.parse(call.at(-1) ?? '')).toMatchObject({ bgp: { md5_key: ELIDED } })
})

test('contains no shell code, even from hostile values in a tunnel', () => {
  fc.assert(
    fc.property(fc.array(hostileTunnel, { minLength: 1, maxLength: 10 }), (tunnels) => {
      const bodies = run(whole(curl.write(tunnels, true))).map((call) => JSON.parse(call.at(-1) ?? ''))
      expect(bodies).toEqual(tunnels.map((tunnel) => JSON.parse(JSON.stringify(configurationOf(tunnel)))))
    }),
    { numRuns: 50 },
  )
})
