/** `create-tunnel.ts`: sent once, and looked for when the answer is lost. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { REFUSALS } from '../../contract/calls/refusals.ts'
import { failed, ok } from '../../contract/envelope.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import {
  answerOf,
  appOn,
  configOf,
  createClock,
  createFake,
  incoming,
  input,
  request,
  TUNNEL,
} from '../testing.ts'
import { type Incoming, NotSent, type Outgoing } from '../upstream/transport.ts'

type Twist = (request: Outgoing, honest: () => Promise<Incoming>) => Promise<Incoming>

/** An app whose fake upstream answers POSTs with `onPost` and all other calls with `onList`. */
const setUp = (onPost: Twist, onList: Twist = (_request, honest) => honest()) => {
  const clock = createClock()
  const fake = createFake(clock.now)
  const send = (sent: Outgoing) => {
    const honest = () => fake.send(sent)
    return sent.method === 'POST' ? onPost(sent, honest) : onList(sent, honest)
  }
  const app = appOn(send, configOf(), { clock })
  const create = async (body: unknown = input()) =>
    answerOf(await app.fetch(request('POST', '/api/tunnels', body)))
  const posts = () => fake.lines().filter((line) => line.startsWith('POST')).length
  return { clock, fake, create, posts }
}
const lose = () => Promise.reject(new Error('connection lost'))

describe('a create whose answer is lost', () => {
  test('is reported as done when the list shows the tunnel', async () => {
    const { create, fake, posts } = setUp(async (_sent, honest) => {
      await honest()
      return lose()
    })
    const { status, outcome, result } = await create()
    expect([status, outcome]).toEqual([200, 'done'])
    expect(result).toEqual([...fake.tunnels.values()][0])
    expect([fake.tunnels.size, posts()]).toEqual([1, 1])
  })

  test('is reported as unknown when four reads in seven and a half seconds show no tunnel', async () => {
    const { create, fake, clock } = setUp(lose)
    const before = clock.time
    const { status, outcome, success, errors } = await create()
    expect([status, outcome, success]).toEqual([202, 'unknown', false])
    expect(errors[0]?.code).toBe(REFUSALS.outcome_unknown.code)
    expect(clock.time - before).toBe(7500)
    expect(fake.lines()).toHaveLength(5)
  })

  test('is found although the list is three seconds behind', async () => {
    const { create, clock, fake } = setUp(
      async (_sent, honest) => {
        await honest()
        return lose()
      },
      async (_sent, honest) => {
        const isLagging = [...fake.tunnels.values()].some(
          ({ created_on }) => clock.time - Date.parse(created_on ?? '') < 3000,
        )
        return isLagging ? incoming(200, ok({ ipsec_tunnels: [] })) : honest()
      },
    )
    expect(await create()).toMatchObject({ status: 200, outcome: 'done' })
    expect(fake.tunnels.size).toBe(1)
  })

  test('is reported as done by a repetition when the list shows the tunnel only then', async () => {
    let posted = 0
    const { create, clock, fake } = setUp(
      async (_sent, honest) => {
        if (posted++ > 0) return incoming(400, failed([{ code: 1, message: 'name exists' }]))
        await honest()
        return lose()
      },
      async (_sent, honest) => {
        const isLagging = [...fake.tunnels.values()].some(
          ({ created_on }) => clock.time - Date.parse(created_on ?? '') < 10_000,
        )
        return isLagging ? incoming(200, ok({ ipsec_tunnels: [] })) : honest()
      },
    )
    expect(await create()).toMatchObject({ outcome: 'unknown' })
    expect(await create()).toMatchObject({ status: 200, outcome: 'done' })
    expect(fake.tunnels.size).toBe(1)
  })

  test('is not mistaken for a tunnel that someone else created with that name meanwhile', async () => {
    const { create, fake } = setUp(() => {
      fake.tunnels.set(TUNNEL, { ...input(), id: TUNNEL, interface_address: '10.100.0.10/31' })
      return lose()
    })
    expect(await create()).toMatchObject({
      status: 409,
      outcome: 'not_done',
      errors: [{ code: REFUSALS.name_taken.code, tunnel_id: TUNNEL }],
    })
  })

  test('is not mistaken for a tunnel that is older than the request', async () => {
    const { create, fake, clock } = setUp(() => {
      const created_on = new Date(clock.time - 61_000).toISOString()
      fake.tunnels.set(TUNNEL, { ...input(), id: TUNNEL, created_on })
      return lose()
    })
    expect(await create()).toMatchObject({ status: 409, outcome: 'not_done' })
  })

  test('is reported as done although the clock of this machine is ten minutes ahead', async () => {
    const apiTime = () => clock.time - 600_000
    const { create, fake, clock } = setUp(
      async (_sent, honest) => {
        await honest()
        for (const tunnel of fake.tunnels.values()) tunnel.created_on = new Date(apiTime()).toISOString()
        return lose()
      },
      async (_sent, honest) => ({ ...(await honest()), header: () => new Date(apiTime()).toUTCString() }),
    )
    expect(await create()).toMatchObject({ outcome: 'done', result: { created_on: expect.any(String) } })
  })

  test('is reported as done by a repetition, which sends no second POST', async () => {
    let isMade = () => {}
    const { create, fake, posts } = setUp((_sent, honest) => {
      isMade = () => void honest()
      return lose()
    })
    expect(await create()).toMatchObject({ outcome: 'unknown' })
    isMade()
    expect(await create()).toMatchObject({ status: 200, outcome: 'done' })
    expect([fake.tunnels.size, posts()]).toEqual([1, 1])
  })

  test('is a conflict when it is repeated with another PSK, because that PSK is not in use', async () => {
    let isMade = () => {}
    const { create, posts } = setUp((_sent, honest) => {
      isMade = () => void honest()
      return lose()
    })
    expect(await create({ ...input(), psk: 'first-key' })).toMatchObject({ outcome: 'unknown' })
    isMade()
    const again = await create({ ...input(), psk: 'other-key' })
    expect(again).toMatchObject({ status: 409, outcome: 'not_done' })
    expect(posts()).toBe(1)
  })

  test('is done once when the browser never got the answer and repeats the request by itself', async () => {
    const { create, fake, posts } = setUp((_sent, honest) => honest())
    const wanted = { ...input(), psk: 'the-only-key' }
    const first = await create(wanted)
    expect(await create(wanted)).toMatchObject({ status: 200, outcome: 'done', result: first.result })
    expect([fake.tunnels.size, posts()]).toEqual([1, 1])
    expect(await create({ ...wanted, psk: 'another-key' })).toMatchObject({
      status: 409,
      outcome: 'not_done',
    })
  })

  test('is not mistaken for a tunnel that someone created with the same name after deleting the first', async () => {
    const { create, fake, clock } = setUp((_sent, honest) => honest())
    const made = (await create()).result as Tunnel
    fake.tunnels.delete(made.id)
    fake.tunnels.set(TUNNEL, { ...made, id: TUNNEL, created_on: new Date(clock.time).toISOString() })
    expect(await create()).toMatchObject({ status: 409, outcome: 'not_done' })
  })

  test('is unknown, and not failed, when the list cannot be read either', async () => {
    let isDown = false
    const { create } = setUp(
      () => {
        isDown = true
        return lose()
      },
      (_sent, honest) => (isDown ? lose() : honest()),
    )
    expect(await create()).toMatchObject({ status: 202, outcome: 'unknown' })
  })
})

describe('what an answer to the POST means', () => {
  const api = (code: number, message = 'm') => ({ success: false, errors: [{ code, message }], result: null })
  const answers: [string, number, unknown, number, string][] = [
    ['a refusal', 400, api(1022, 'bad'), 400, 'not_done'],
    ['a refusal under 200', 200, api(1022), 400, 'not_done'],
    ['a conflict', 409, api(1022), 409, 'not_done'],
    ['a rate limit', 429, api(10_000), 429, 'not_done'],
    ['a rate limit in plain text', 429, 'slow down', 429, 'not_done'],
    ['a refused token', 401, api(10_000), 502, 'not_done'],
    ['a token without permission', 403, api(9109), 502, 'not_done'],
    ['a malformed token', 400, api(6003), 502, 'not_done'],
    ['a block page in HTML', 403, '<h1>blocked</h1>', 502, 'not_done'],
    ['a failure in HTML', 500, '<h1>oops</h1>', 202, 'unknown'],
    ['a failure in an envelope', 500, api(1000), 202, 'unknown'],
    ['a gateway timeout', 504, api(1000), 202, 'unknown'],
    ['a request timeout', 408, api(1000), 202, 'unknown'],
    ['an HTML page under 200', 200, '<h1>log in</h1>', 202, 'unknown'],
    ['an empty body', 200, '', 202, 'unknown'],
    ['no content', 204, '', 202, 'unknown'],
    ['broken JSON', 200, '{"success":true,', 202, 'unknown'],
    ['success without a result', 200, { success: true }, 202, 'unknown'],
    ['success with a list', 200, ok([]), 202, 'unknown'],
    ['success with another tunnel', 200, ok({ ...input('other'), id: TUNNEL }), 202, 'unknown'],
    ['a redirect', 307, '', 202, 'unknown'],
    ['an unusual 2xx status', 299, ok({ ...input(), id: TUNNEL }), 200, 'done'],
  ]
  test.each(answers)('%s: %i', async (_what, status, body, expected, outcome) => {
    const { create, posts, fake } = setUp(async (sent) => {
      fake.seen.push(sent)
      return incoming(status, body)
    })
    const answer = await create()
    expect([answer.status, answer.outcome]).toEqual([expected, outcome])
    expect(JSON.stringify(answer)).not.toContain('<h1>')
    expect(posts()).toBe(1)
  })

  test.each([['connect' as const], ['dns' as const], ['tls' as const]])(
    'no connection (%s): the create is not done, and the account is not read',
    async (reason) => {
      const { create, fake } = setUp(() => Promise.reject(new NotSent(reason)))
      expect(await create()).toMatchObject({ status: 502, outcome: 'not_done' })
      expect(fake.seen).toHaveLength(1)
    },
  )

  test('an error of the API keeps its pointer to the field', async () => {
    const errors = [{ code: 1022, message: 'invalid', source: { pointer: '/bgp/md5_key' }, later: 1 }]
    const { create } = setUp(async () => incoming(400, { success: false, errors }))
    expect((await create()).errors).toEqual(errors)
  })
})

describe('simultaneous creates', () => {
  test('of one tunnel, four at a time, create it once', async () => {
    const { create, fake, posts } = setUp((_sent, honest) => honest())
    for (let i = 0; i < 50; i++) {
      const answers = await Promise.all(Array.from({ length: 4 }, () => create(input(`t${i}`))))
      for (const answer of answers)
        expect(answer).toMatchObject({ outcome: 'done', result: { name: `t${i}` } })
    }
    expect([fake.tunnels.size, posts()]).toEqual([50, 50])
  })

  test('of different tunnels with the same name: the second is refused', async () => {
    const { create, posts } = setUp((_sent, honest) => honest())
    const other = { ...input(), interface_address: '10.100.0.10/31' }
    const [first, second] = await Promise.all([create(), create(other)])
    expect(first.outcome).toBe('done')
    expect(second).toMatchObject({ status: 409, outcome: 'not_done' })
    expect(posts()).toBe(1)
  })

  test('with different names are sent one after the other, because of the account lock', async () => {
    let flying = 0
    let most = 0
    const { create } = setUp(async (_sent, honest) => {
      most = Math.max(most, ++flying)
      await new Promise((resolve) => setTimeout(resolve, 1))
      flying -= 1
      return honest()
    })
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => create(input(name))))
    expect(most).toBe(1)
  })
})

test('a create with an existing name is refused with the id of that tunnel, before anything is sent', async () => {
  const { create, fake, posts } = setUp((_sent, honest) => honest())
  fake.tunnels.set(TUNNEL, { ...input(), id: TUNNEL })
  expect(await create()).toMatchObject({
    status: 409,
    outcome: 'not_done',
    errors: [{ code: REFUSALS.name_taken.code, tunnel_id: TUNNEL, source: { pointer: '/name' } }],
  })
  expect(posts()).toBe(0)
})

test('an answer cut at any byte: no tunnel is lost, created twice or reported wrongly', async () => {
  let unknown = 0
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.nat(400), async (isMade, cutAt) => {
      const { create, fake, posts } = setUp(async (sent, honest) => {
        const whole = isMade
          ? await honest()
          : incoming(200, ok({ ...JSON.parse(sent.body ?? ''), id: TUNNEL }))
        if (!isMade) fake.seen.push(sent)
        let text = ''
        for await (const chunk of whole.body ?? []) text += new TextDecoder().decode(chunk)
        const cut = new TextEncoder().encode(text.slice(0, Math.min(cutAt, text.length)))
        return {
          ...whole,
          body: (async function* () {
            yield cut
            throw new Error('connection lost')
          })(),
        }
      })
      const { outcome, result } = await create()
      expect(posts()).toBe(1)
      expect(fake.tunnels.size).toBe(isMade ? 1 : 0)
      if (isMade) expect([outcome, (result as Tunnel).id]).toEqual(['done', [...fake.tunnels.keys()][0]])
      else expect(outcome).toBe('unknown')
      unknown += isMade ? 0 : 1
    }),
    { numRuns: 200 },
  )
  expect(unknown).toBeGreaterThan(20)
})
