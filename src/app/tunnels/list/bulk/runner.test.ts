/** `runner.ts`: checked, confirmed, paced and resumed. */
import { describe, expect, test } from 'vitest'
import { type Item, newPlan, type Plan, parsePlan, resumed } from './plan.ts'
import { createRunner, type Ended, type RunnerDeps } from './runner.ts'

const TUNNELS = ['c', 'a', 'b'].map((id) => ({ id, name: `site-${id}` }))
const PLAN = newPlan({ kind: 'delete' }, TUNNELS)
const YES: Ended = { kind: 'yes' }

const start = (plan: Plan, more: Partial<RunnerDeps> = {}) => {
  const calls: string[] = []
  let kept: string | null = null
  const runner = createRunner(plan, {
    check: async ({ id }) => {
      calls.push(`check ${id}`)
      return YES
    },
    act: async ({ id }) => {
      calls.push(`act ${id}`)
      return YES
    },
    look: async ({ id, note }) => {
      calls.push(`look ${id}`)
      return note
    },
    budget: async () => null,
    wait: async (ms) => void calls.push(`wait ${ms / 1000}`),
    save: (changed) => {
      kept = JSON.stringify(changed)
    },
    ...more,
  })
  const statuses = () => runner.state().plan.items.map(({ status }) => status)
  return { runner, calls, statuses, kept: () => parsePlan(JSON.parse(kept ?? 'null')) }
}

describe('a bulk change', () => {
  test('checks every row in the order of names, waits for confirmation, then changes each row once', async () => {
    const { runner, calls } = start(PLAN)
    await runner.go()
    expect(runner.state().plan.phase).toBe('confirm')
    expect(calls).toEqual(['check a', 'check b', 'check c'])
    await runner.confirm()
    expect(calls.slice(3)).toEqual(['act a', 'act b', 'act c'])
    expect(runner.state().plan.phase).toBe('finished')
  })

  test('skips rows that the dry-run refuses, with the reason', async () => {
    const check = async ({ id }: Item): Promise<Ended> => (id === 'b' ? { kind: 'no', note: 'in use' } : YES)
    const { runner, calls, statuses } = start(PLAN, { check })
    await runner.go()
    await runner.confirm()
    expect(calls).toEqual(['act a', 'act c'])
    expect(statuses()).toEqual(['done', 'refused', 'done'])
    expect(runner.state().plan.items[1]?.note).toBe('in use')
  })

  test('changes only the remaining rows when an interrupted run continues', async () => {
    const act = (item: Item): Promise<Ended> =>
      item.id === 'b' ? new Promise(() => undefined) : Promise.resolve(YES)
    const cut = start(PLAN, { act })
    await cut.runner.go()
    void cut.runner.confirm()
    await expect.poll(cut.statuses).toEqual(['done', 'unknown', 'checked'])
    const kept = cut.kept()
    expect(kept).not.toBeNull()
    const again = start(resumed(kept as Plan))
    await again.runner.go()
    await again.runner.confirm()
    expect(again.calls).toEqual(['check b', 'check c', 'act b', 'act c'])
    expect(again.statuses()).toEqual(['done', 'done', 'done'])
  })

  test('waits as long as the API asks, then retries the same row', async () => {
    const answers: Ended[] = [{ kind: 'later', seconds: 6, why: 'Busy' }, YES, YES, YES]
    const { runner, calls, statuses } = start(PLAN, { act: async () => answers.shift() ?? YES })
    await runner.go()
    await runner.confirm()
    expect(calls).toContain('wait 6')
    expect(statuses()).toEqual(['done', 'done', 'done'])
  })

  test("does not use the last tenth of the account's budget", async () => {
    const left = [60, 60, 61]
    const budget = async () => ({ remaining: left.shift() ?? 600, limit: 600 })
    const { runner, calls } = start(PLAN, { budget })
    await runner.go()
    expect(calls.slice(0, 3)).toEqual(['wait 10', 'wait 10', 'check a'])
  })

  test('pauses between two rows, and continues', async () => {
    const { runner, calls } = start(PLAN, {
      check: async ({ id }) => {
        calls.push(id)
        if (id === 'a') runner.pause()
        return YES
      },
    })
    await runner.go()
    expect(calls).toEqual(['a'])
    expect(runner.state().isRunning).toBe(false)
    await runner.go()
    expect(calls).toEqual(['a', 'b', 'c'])
  })

  test('paused during its last row, it has ended with that row', async () => {
    const { runner } = start(PLAN, {
      act: async ({ id }) => {
        if (id === 'c') runner.pause()
        return YES
      },
    })
    await runner.go()
    await runner.confirm()
    expect(runner.state()).toMatchObject({ isEnding: false, plan: { phase: 'finished' } })
  })

  test('what ends after a pause is stored if it is a change, not if it is a check', async () => {
    const saved: string[] = []
    let answer = (_: Ended): void => undefined
    const late = () =>
      new Promise<Ended>((resolve) => {
        answer = resolve
      })
    const { runner } = start(PLAN, {
      check: late,
      act: late,
      save: ({ items }) => void saved.push(items[0]?.status ?? ''),
    })
    const check = runner.go()
    await expect.poll(() => runner.state().isRunning).toBe(true)
    runner.pause()
    expect(runner.state().isEnding).toBe(true)
    answer(YES)
    await check
    expect(runner.state()).toMatchObject({ isRunning: false, isEnding: false })
    expect(saved).toEqual([])
    const run = runner.confirm()
    await expect.poll(() => saved.at(-1)).toBe('unknown')
    runner.pause()
    answer(YES)
    await run
    expect(saved.at(-1)).toBe('done')
  })

  test('does nothing more after it was cancelled', async () => {
    const { runner, statuses } = start(PLAN, {
      act: async () => {
        runner.cancel()
        return YES
      },
    })
    await runner.go()
    await runner.confirm()
    expect(statuses()).toEqual(['done', 'checked', 'checked'])
    expect(runner.state().plan.phase).toBe('finished')
  })

  test('a wait ends when the user pauses, and the row is not lost', async () => {
    const { runner, statuses } = start(PLAN, {
      act: async () => ({ kind: 'later', seconds: 300, why: 'Busy' }),
      wait: (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
    })
    await runner.go()
    const run = runner.confirm()
    await expect.poll(() => runner.state().wait?.why).toBe('Busy')
    runner.pause()
    await run
    expect(runner.state()).toMatchObject({ isRunning: false, wait: null })
    expect(statuses()).toEqual(['checked', 'checked', 'checked'])
  })

  test.each(['check', 'run'])('what stops every row stops the %s once, and it can go on', async (phase) => {
    const stop = { title: 'You are signed out', todo: 'Sign in', remedy: 'sign_in' } as const
    let isSignedOut = false
    const asked: string[] = []
    const answer = async ({ id }: Item): Promise<Ended> => {
      asked.push(id)
      return isSignedOut && id !== 'a' ? { kind: 'stop', stop } : YES
    }
    const { runner, statuses, kept } = start(PLAN, phase === 'check' ? { check: answer } : { act: answer })
    if (phase === 'run') await runner.go()
    isSignedOut = true
    await (phase === 'run' ? runner.confirm() : runner.go())
    expect(asked).toEqual(['a', 'b'])
    expect(runner.state()).toMatchObject({ isRunning: false, stop, plan: { phase } })
    const left = phase === 'run' ? 'checked' : 'waiting'
    expect(statuses().slice(1)).toEqual([left, left])
    if (phase === 'run') expect(kept()?.items.map(({ status }) => status)).toEqual(statuses())
    isSignedOut = false
    await runner.go()
    expect(runner.state()).toMatchObject({
      stop: null,
      plan: { phase: phase === 'run' ? 'finished' : 'confirm' },
    })
    expect(asked).toEqual(['a', 'b', 'b', 'c'])
  })

  test('after an unknown outcome the next row is checked again, so that an outage costs one row', async () => {
    let isDown = false
    const acted: string[] = []
    const { runner, statuses } = start(PLAN, {
      check: async () => {
        if (!isDown) return YES
        isDown = false
        return { kind: 'later', seconds: 10, why: 'The API cannot be reached' }
      },
      act: async ({ id }) => {
        acted.push(id)
        if (id === 'a') isDown = true
        return isDown ? { kind: 'unknown', note: 'no answer' } : YES
      },
    })
    await runner.go()
    await runner.confirm()
    expect(acted).toEqual(['a', 'b', 'c'])
    expect(statuses()).toEqual(['unknown', 'done', 'done'])
  })

  test('reads what was not confirmed at the end and on request, and never does it again', async () => {
    let visible = ['a']
    const { runner, calls, statuses } = start(PLAN, {
      act: async ({ id }) => {
        calls.push(`act ${id}`)
        return id === 'b' ? YES : { kind: 'unknown', note: 'no answer' }
      },
      look: async ({ id }) => (visible.includes(id) ? null : 'not there'),
    })
    await runner.go()
    await runner.confirm()
    expect(statuses()).toEqual(['done', 'done', 'unknown'])
    expect(runner.state().plan).toMatchObject({
      phase: 'finished',
      items: [{ note: '' }, {}, { note: 'not there' }],
    })
    visible = ['c']
    await runner.look()
    expect(statuses()).toEqual(['done', 'done', 'done'])
    expect(calls.filter((call) => call.startsWith('act'))).toEqual(['act a', 'act b', 'act c'])
  })
})

test.each([null, 'x', {}, { ...PLAN, phase: 'finished' }, { ...PLAN, phase: 'run', items: [{ id: 1 }] }])(
  'ignores stored data that is not a plan with work left: %j',
  (kept) => expect(parsePlan(kept)).toBeNull(),
)
