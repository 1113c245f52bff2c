/** `write-queue.ts`: which writes wait, and which are not started. */
import { describe, expect, test } from 'vitest'
import { answerOf, appOn, configOf, createClock, createFake, input, request, TUNNEL } from '../testing.ts'
import { createWriteQueue, LONGEST_WAIT_MS, MOST_WAITING } from './write-queue.ts'

const stays = () => false

/** A task that ends when it is told to. */
const slowTask = () => {
  let isAsked = false
  let end: () => void = () => undefined
  const ended = new Promise<string>((resolve) => {
    end = () => resolve('done')
  })
  const task = () => {
    isAsked = true
    return ended
  }
  return { task, end, isAsked: () => isAsked }
}
const setUp = async () => {
  const clock = createClock()
  const inTurn = createWriteQueue(clock.now, () => 'refused')
  const first = slowTask()
  const running = inTurn(stays, first.task)
  // Only then the first task has started.
  await Promise.resolve()
  return { clock, inTurn, first, running }
}

describe('the queue of writes', () => {
  test('refuses a write when too many wait already, and accepts the next one later', async () => {
    const { inTurn, first, running } = await setUp()
    const waiting = Array.from({ length: MOST_WAITING }, () => inTurn(stays, async () => 'done'))
    expect(await inTurn(stays, async () => 'done')).toBe('refused')
    first.end()
    expect(new Set(await Promise.all([running, ...waiting]))).toEqual(new Set(['done']))
    expect(await inTurn(stays, async () => 'done')).toBe('done')
  })

  test('does not start a write that has waited too long, and ends one that has started', async () => {
    const { clock, inTurn, first, running } = await setUp()
    const late = inTurn(stays, async () => 'done')
    clock.time += LONGEST_WAIT_MS + 1
    const recent = inTurn(stays, async () => 'done')
    first.end()
    expect(await Promise.all([running, late, recent])).toEqual(['done', 'refused', 'done'])
  })

  test('goes on after a task that failed', async () => {
    const { inTurn, first } = await setUp()
    const failed = inTurn(stays, async () => Promise.reject(new Error('failed')))
    const next = inTurn(stays, async () => 'done')
    first.end()
    await expect(failed).rejects.toThrow('failed')
    expect(await next).toBe('done')
  })
})

const setUpApp = () => {
  const fake = createFake()
  fake.tunnels.set(TUNNEL, { ...input('old'), id: TUNNEL })
  const first = slowTask()
  const audited: { audit: string; action: string; outcome?: string }[] = []
  const app = appOn(
    async (sent) => {
      if (sent.method === 'POST') await first.task()
      return fake.send(sent)
    },
    configOf(),
    { audit: async (line) => void audited.push(JSON.parse(line)) },
  )
  const ask = async (method: string, path: string, body: unknown, isGone: () => boolean) =>
    answerOf(await app.fetch(request(method, path, body), { isGone }))
  const isSent = (method: string) => fake.lines().some((line) => line.startsWith(method))
  return { fake, first, audited, ask, isSent }
}

describe('a write of a tunnel that is being changed', () => {
  test('is refused if it is another change, and says so', async () => {
    const { fake, first, ask, isSent } = setUpApp()
    const keying = ask('POST', `/api/tunnels/${TUNNEL}/psk`, {}, stays)
    await expect.poll(() => first.isAsked()).toBe(true)
    expect(await ask('DELETE', `/api/tunnels/${TUNNEL}`, {}, stays)).toMatchObject({
      status: 409,
      outcome: 'not_done',
      errors: [{ message: expect.stringMatching(/^Another change/) }],
    })
    first.end()
    expect((await keying).outcome).toBe('done')
    expect(isSent('DELETE')).toBe(false)
    expect(fake.tunnels.has(TUNNEL)).toBe(true)
  })

  test('shares the result if it is the same change', async () => {
    const { first, ask, fake } = setUpApp()
    const both = [1, 2].map(() => ask('POST', `/api/tunnels/${TUNNEL}/psk`, {}, stays))
    await expect.poll(() => first.isAsked()).toBe(true)
    first.end()
    expect((await Promise.all(both)).map(({ outcome }) => outcome)).toEqual(['done', 'done'])
    expect(fake.lines().filter((line) => line.startsWith('POST'))).toHaveLength(1)
  })
})

describe('a write whose client disconnects', () => {
  test('is not started when it still waits, and the audit log says so', async () => {
    const { fake, first, audited, ask, isSent } = setUpApp()
    const creating = ask('POST', '/api/tunnels', input(), stays)
    await expect.poll(() => fake.seen.length).toBe(1)
    let hasLeft = false
    const deleting = ask('DELETE', `/api/tunnels/${TUNNEL}`, {}, () => hasLeft)
    await expect.poll(() => audited.length).toBe(2)
    hasLeft = true
    first.end()
    expect((await creating).outcome).toBe('done')
    expect(await deleting).toMatchObject({ status: 503, outcome: 'not_done' })
    expect(isSent('DELETE')).toBe(false)
    expect(fake.tunnels.has(TUNNEL)).toBe(true)
    expect(audited.at(-1)).toMatchObject({ audit: 'outcome', action: 'deleteTunnel', outcome: 'not_done' })
  })

  test('is made when another client asked for the same meanwhile', async () => {
    const { fake, first, audited, ask, isSent } = setUpApp()
    const creating = ask('POST', '/api/tunnels', input(), stays)
    await expect.poll(() => fake.seen.length).toBe(1)
    const gone = ask('DELETE', `/api/tunnels/${TUNNEL}`, {}, () => true)
    const again = ask('DELETE', `/api/tunnels/${TUNNEL}`, {}, stays)
    await expect.poll(() => audited.length).toBe(3)
    first.end()
    await creating
    expect([(await gone).outcome, (await again).outcome]).toEqual(['done', 'done'])
    expect(isSent('DELETE')).toBe(true)
  })

  test('runs to its end when it has started', async () => {
    const { fake, first, ask } = setUpApp()
    let hasLeft = false
    const creating = ask('POST', '/api/tunnels', input(), () => hasLeft)
    await expect.poll(() => fake.seen.length).toBe(1)
    hasLeft = true
    first.end()
    expect((await creating).outcome).toBe('done')
    expect(fake.tunnels.size).toBe(2)
  })
})
