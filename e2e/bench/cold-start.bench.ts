import { test } from '@playwright/test'
import { startServer } from '../server.ts'
import { percentile, report } from './rows.ts'

const RUNS = 9

test('cold start', async () => {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const begun = performance.now()
    const server = await startServer()
    await fetch(`${server.origin}/healthz`)
    times.push(performance.now() - begun)
    await server.stop()
  }
  const median = percentile(times, 0.5)
  report({
    what: 'Start of the built server to its first answer',
    measured: `${median.toFixed(0)} ms median of ${RUNS} (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)})`,
    goal: { text: 'under 300 ms', met: median < 300 },
  })
})
