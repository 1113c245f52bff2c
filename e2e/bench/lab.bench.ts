import { isDeepStrictEqual } from 'node:util'
import { test } from '@playwright/test'
import { generate, startLab, termsOf } from '../lab/lab.ts'
import { prepare } from '../lab/packages.mjs'
import { expected, live, PSK, tunnelWith } from '../lab/testing.ts'
import { percentile, report } from './rows.ts'

const RUNS = 20
const WHAT = `Tunnel, BGP with MD5, traffic and rekey on real daemons, ${RUNS} times in a row`

/** One complete run: namespaces, daemons, generated files, all checks of the tests, teardown. */
const run = async (): Promise<boolean> => {
  const tunnel = tunnelWith()
  const generated = generate(tunnel, PSK, 'frr')
  const lab = await startLab({ terms: termsOf(tunnel, PSK), generated })
  try {
    const identity = tunnel.remote_identities?.fqdn_id ?? ''
    return isDeepStrictEqual(await live(lab), expected(tunnel, identity, lab.identifier))
  } finally {
    await lab.close()
  }
}

test('real routers', async () => {
  test.setTimeout(RUNS * 30_000)
  const missing = prepare()
  if (missing !== null) return report({ what: WHAT, measured: `skipped: ${missing}` })
  const times: number[] = []
  const failures: string[] = []
  for (let count = 0; count < RUNS; count++) {
    const begun = performance.now()
    const isRight = await run().catch((error: Error) => {
      failures.push(error.message.split('\n')[0] ?? '')
      return false
    })
    if (isRight) times.push((performance.now() - begun) / 1000)
  }
  const spread = `median ${percentile(times, 0.5).toFixed(1)} s, slowest ${Math.max(...times).toFixed(1)} s`
  report({
    what: WHAT,
    measured: `${times.length} of ${RUNS} right; ${spread}${failures.map((each) => `; ${each}`).join('')}`,
    goal: { text: 'all of them', met: times.length === RUNS },
  })
})
