/** Events that must never happen: a lost answer, a tunnel created twice, a stop that drops an answer. */
import { test } from '@playwright/test'
import { askUntilStopped, createWithCutAnswers } from '../../src/server/node/testing.ts'
import { startFakeApi } from '../fake-api.ts'
import { startServer } from '../server.ts'
import { report } from './rows.ts'

const CREATES = 1000
const STOPS = 100

test('creates whose answer is cut', async () => {
  const { lost, doubled, wrong, made, posts } = await createWithCutAnswers(CREATES)
  report({
    what: `${CREATES} creates, the answer cut at a random byte (waits shortened)`,
    measured: `${lost} lost, ${doubled} doubled, ${wrong} told wrongly; ${posts} sent, ${made} made`,
    goal: { text: '0, 0, 0', met: lost + doubled + wrong === 0 && posts === CREATES },
  })
})

test('stops under load', async () => {
  test.setTimeout(400_000)
  const api = await startFakeApi()
  let answered = 0
  const dropped: string[] = []
  const times: number[] = []
  for (let i = 0; i < STOPS; i++) {
    const server = await startServer(api.settings('t'.repeat(40)))
    let stopped = Promise.resolve()
    let askedAt = 0
    const ending = await askUntilStopped(server.origin, () => {
      askedAt = performance.now()
      stopped = server.stop()
    })
    await stopped
    times.push(performance.now() - askedAt)
    answered += ending.answered
    dropped.push(...ending.dropped)
  }
  await api.stop()
  report({
    what: `${STOPS} stops with 20 clients asking`,
    measured: `${dropped.length} answers dropped of ${answered + dropped.length}${dropped.length > 0 ? ` (${[...new Set(dropped)].join(', ')})` : ''}, longest stop ${Math.max(...times).toFixed(0)} ms`,
    goal: { text: '0 dropped', met: dropped.length === 0 },
  })
})
