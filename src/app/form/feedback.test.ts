/** When a finding shows, when it goes, and where the API's errors are placed (docs/form.md). */
import { createFormControl } from 'react-hook-form'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ResponseInfo } from '../../contract/envelope.ts'
import { createJudge } from '../../contract/fields/judge.ts'
import { DEFAULT_VALUES, isDefault, type TunnelValues, type ValueName } from '../../contract/fields/table.ts'
import type { Neighbour } from '../../contract/finding.ts'
import { AFTER_PAINT_MS } from './after-paint.ts'
import { type Checked, type DryRun, type DryRunState, IDLE, phaseOf, type Subject } from './dry-run/state.ts'
import { createFeedback, type Feedback } from './feedback.ts'
import { formOptions } from './form-options.ts'
import type { Step } from './steps.ts'
import type { View } from './view.ts'

const neighbour: Neighbour = {
  id: 'a'.repeat(32),
  name: 'ams-dc1-a',
  cloudflare_endpoint: '203.0.113.18',
  interface_address: '10.213.9.0/31',
}

/** Records its input and answers when the test says so. */
const fakeDryRun = () => {
  let state: DryRunState = IDLE
  const listeners = new Set<() => void>()
  const answer = (checked: Checked) => {
    state = { checked, phase: phaseOf(checked.verdict, checked.at, subjects.at(-1)?.missing === '') }
    for (const listener of listeners) listener()
  }
  const subjects: Subject[] = []
  let hurried = 0
  const dryRun: DryRun = {
    update: (subject) => {
      if (subject.fingerprint !== subjects.at(-1)?.fingerprint)
        state = { ...state, phase: { kind: 'waiting' } }
      subjects.push(subject)
    },
    hurry: () => {
      hurried++
    },
    again: () => {},
    applyVerdict: () => {},
    setBudget: () => {},
    pause: () => {},
    wake: () => {},
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: () => {},
  }
  return {
    dryRun,
    asked: () => subjects.at(-1) as Subject,
    hurried: () => hurried,
    /** Answers a check of the current values. */
    answer,
    reject(...errors: ResponseInfo[]) {
      const verdict = { kind: 'rejected' as const, errors, messages: [], requestId: null }
      answer({ verdict, at: 0, full: subjects.at(-1)?.full === true })
    },
    accept() {
      const verdict = { kind: 'accepted' as const, messages: [] }
      answer({ verdict, at: 0, full: subjects.at(-1)?.full === true })
    },
    last: () => state.checked as Checked,
  }
}

const at = (pointer: string, message = 'no'): ResponseInfo => ({ code: 1000, message, source: { pointer } })

/** Waits until the schema has validated and the dry-run has the new values, which it gets after the paint. */
const judged = () => vi.advanceTimersByTimeAsync(AFTER_PAINT_MS)

describe('the feedback of the form', () => {
  let fake: ReturnType<typeof fakeDryRun>
  let form: ReturnType<typeof createFormControl<TunnelValues>>
  let feedback: Feedback

  const start = async (step: Step = 'basics', first: Partial<TunnelValues> = {}) => {
    fake = fakeDryRun()
    const judge = createJudge(() => [neighbour])
    form = createFormControl<TunnelValues>(formOptions({ ...DEFAULT_VALUES, ...first }, judge))
    feedback = createFeedback({
      form,
      judge,
      step,
      generatedPsk: 'generated-key',
      dryRun: fake.dryRun,
      isAsOpened: isDefault,
      kept: () => [],
    })
    // Counts as mounted from here on, and returns the current values.
    form.subscribe({ formState: {}, callback: () => {} })
    await judged()
    // React may have discarded the render that created it.
    expect(fake.asked()).toBeUndefined()
    feedback.enter(step)
    await judged()
  }
  const press = <K extends ValueName>(name: K, value: TunnelValues[K]) => {
    form.setValue(name, value as never)
    feedback.changed(name)
  }
  const type = async <K extends ValueName>(name: K, value: TunnelValues[K]) => {
    press(name, value)
    await judged()
  }
  const leave = async (field: keyof View['fields']) => {
    feedback.left(field)
    await judged()
  }
  const enter = async (step: Step) => {
    feedback.enter(step)
    await judged()
  }
  const shows = (field: keyof View['fields']) => {
    const { severity, findings, server } = feedback.view().fields[field]
    return severity && `${severity}: ${(server[0] ?? findings[0])?.message}`
  }

  beforeEach(() => {
    vi.useFakeTimers()
    return start()
  })
  afterEach(() => vi.useRealTimers())

  it('shows remarks at once, except at the field being typed in, and never counts them as errors', async () => {
    feedback.takeRemarks(({ name, health_rate }) => ({
      name: [{ severity: 'warning', message: `not ${name}` }],
      health_rate: [{ severity: 'info', message: `set to ${health_rate}` }],
    }))
    expect([shows('name'), shows('health_rate')]).toEqual(['warning: not ', 'info: set to mid'])
    await type('name', 'lis')
    expect(shows('name')).toBe(null)
    await leave('name')
    expect(shows('name')).toBe('warning: not lis')
    expect(form.getFieldState('name').error).toBeUndefined()
    feedback.takeRemarks(null)
    expect([shows('name'), shows('health_rate')]).toEqual([null, null])
  })

  it('shows no error for tabbing past a field', async () => {
    for (const field of ['name', 'cloudflare_endpoint', 'interface_address', 'psk'] as const)
      await leave(field)
    expect(Object.values(feedback.view().fields).every(({ severity }) => severity === null)).toBe(true)
  })

  it('shows an error when a field is left, and hides it from the key press that fixes it until the field is left again', async () => {
    await type('interface_address', '10.0.0.0')
    expect(shows('interface_address')).toBeNull()
    await leave('interface_address')
    expect(shows('interface_address')).toMatch(/^error: Add the prefix length/)
    await type('interface_address', '10.0.0.0/')
    expect(shows('interface_address')).toMatch(/^error/)
    await type('interface_address', '10.0.0.0/31')
    expect(shows('interface_address')).toBeNull()
    await type('interface_address', '10.0.0.0/3')
    expect(shows('interface_address')).toBeNull()
  })

  it('keeps a warning while it applies, but does not turn it into an error while typing', async () => {
    await type('interface_address', '10.0.0.1/30')
    await leave('interface_address')
    expect(shows('interface_address')).toMatch(/^warning/)
    await type('interface_address', '10.0.0.2/30')
    expect(shows('interface_address')).toMatch(/^warning/)
    await type('interface_address', '10.0.0.2/3')
    expect(shows('interface_address')).toBeNull()
  })

  it('names an illegal MD5 character on the key press', async () => {
    await start('bgp', { bgp_enabled: true })
    await type('md5_key', 'lis?')
    expect(shows('md5_key')).toMatch(/^error: \? at position 4 is not allowed/)
    await type('md5_key', 'lis')
    expect(shows('md5_key')).toBeNull()
  })

  it('reports blank fields only after Continue, and all of them on Review', async () => {
    await feedback.force(['basics'])
    expect(shows('name')).toMatch(/^error: Enter a tunnel name/)
    await type('name', 'x')
    expect(shows('name')).toBeNull()
    await type('name', '')
    expect(shows('name')).toBeNull()
    await leave('name')
    expect(shows('name')).toMatch(/^error/)
    await start('basics', { bgp_enabled: true })
    await enter('review')
    expect(shows('customer_asn')).toMatch(/^error/)
  })

  it('hides and prevents a server error on a local error', async () => {
    await type('name', 'lis')
    await leave('name')
    fake.reject(at('/name', 'taken'))
    expect(shows('name')).toBe('error: taken')
    await type('name', 'ams-dc1-a')
    expect(fake.asked().eligible).toBe(false)
    await leave('name')
    expect(shows('name')).toMatch(/already named/)
  })

  it('delays errors of blank and untouched fields until Continue or Review', async () => {
    await type('name', 'lis')
    await leave('name')
    fake.reject(at('/cloudflare_endpoint'), at('/description', 'odd'), at('/somewhere', 'else'))
    expect(shows('cloudflare_endpoint')).toBeNull()
    expect(shows('description')).toBeNull()
    expect(feedback.view().formErrors).toHaveLength(0)
    await enter('review')
    expect(shows('description')).toBe('error: odd')
    expect(feedback.view().formErrors.map(({ message }) => message)).toEqual(['else'])
  })

  it('delays an error of the field being edited until it is left, and removes it on the next edit', async () => {
    await type('name', 'lis')
    fake.reject(at('/name', 'taken'))
    expect(shows('name')).toBeNull()
    await leave('name')
    expect(shows('name')).toBe('error: taken')
    await type('name', 'lisb')
    expect(shows('name')).toBeNull()
  })

  it('shows an error again when the same value is typed again and its verdict is cached', async () => {
    await type('name', 'lis')
    await leave('name')
    fake.reject(at('/name', 'taken'))
    const known = fake.last()
    await type('name', 'lisb')
    await leave('name')
    fake.accept()
    expect(shows('name')).toBeNull()
    await type('name', 'lis')
    fake.answer(known)
    await leave('name')
    expect(shows('name')).toBe('error: taken')
  })

  it('keeps the error of a full check about a key until the key changes, because no other check sends keys', async () => {
    await start('review', { bgp_enabled: true, customer_asn: '64513', md5_key: 'lisbon' })
    fake.reject(at('/bgp/md5_key', 'too plain'), at('/name', 'taken'))
    await enter('bgp')
    expect(shows('md5_key')).toBe('error: too plain')
    fake.accept()
    expect(shows('md5_key')).toBe('error: too plain')
    expect(shows('name')).not.toBe('error: taken')
    await type('customer_asn', '64514')
    expect(shows('md5_key')).toBe('error: too plain')
    await type('md5_key', 'lisbon-2')
    await leave('md5_key')
    expect(shows('md5_key')).toBeNull()
  })

  it('does not treat values that the form filled in as typed', async () => {
    form.setValue('cloudflare_endpoint', '203.0.113.18')
    feedback.preset()
    await judged()
    expect(fake.asked()).toMatchObject({ eligible: false, payload: { cloudflare_endpoint: '203.0.113.18' } })
    expect(feedback.view().touched.size).toBe(0)
    expect(feedback.view().missing).toEqual(['name', 'interface_address'])
  })

  it('marks the prefix that a pointer names', async () => {
    await start('bgp', { bgp_enabled: true, extra_prefixes: ['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16'] })
    fake.reject(at('bgp.extra_prefixes[2]'))
    expect(feedback.view().fields.extra_prefixes.server[0]?.place).toEqual({
      kind: 'field',
      field: 'extra_prefixes',
      index: 2,
    })
  })

  it('informs what is beside the fields once, after the paint and with the dry-run that follows it', async () => {
    const told: unknown[] = []
    feedback.subscribeLater(() => told.push([feedback.values().name, fake.dryRun.state().phase.kind]))
    await vi.advanceTimersByTimeAsync(AFTER_PAINT_MS)
    told.length = 0
    press('name', 'l')
    press('name', 'li')
    await vi.advanceTimersByTimeAsync(AFTER_PAINT_MS - 1)
    expect([feedback.values().name, told]).toEqual(['li', []])
    await vi.advanceTimersByTimeAsync(1)
    expect(told).toEqual([['li', 'waiting']])
  })

  it('sends keys on Review only', async () => {
    await start('basics', { bgp_enabled: true, md5_key: 'md5-canary', psk_choice: 'own', psk: 'psk-canary' })
    expect(fake.asked().fingerprint).not.toMatch(/canary/)
    await enter('review')
    expect(fake.asked()).toMatchObject({
      full: true,
      payload: { psk: 'psk-canary', bgp: { md5_key: 'md5-canary' } },
    })
  })

  it('checks at once when an edited field is left, not an unchanged one', async () => {
    await leave('name')
    expect(fake.hurried()).toBe(0)
    await type('name', 'lis')
    await leave('name')
    expect(fake.hurried()).toBe(1)
  })

  it('tells the dry-run what was typed before it asks it to hurry', async () => {
    press('name', 'lis')
    feedback.left('name')
    await vi.advanceTimersByTimeAsync(0)
    expect([fake.hurried(), (fake.asked().payload as TunnelValues).name]).toEqual([1, 'lis'])
  })

  it('ignores an answer about earlier text until the dry-run knows the new text', async () => {
    await type('name', 'lis')
    await leave('name')
    press('name', 'lisb')
    await vi.advanceTimersByTimeAsync(0)
    fake.reject(at('/name', 'taken'))
    feedback.left('description')
    await judged()
    expect(shows('name')).toBeNull()
  })

  it('blocks on a key that a reload lost until it is typed again or given up', async () => {
    await start('bgp', { bgp_enabled: true, md5_key_lost: true })
    await feedback.force(['bgp'])
    expect(shows('md5_key')).toMatch(/^error: The key you typed was not kept/)
    await type('md5_key_lost', false)
    expect(shows('md5_key')).toBeNull()
  })

  it('ignores errors about BGP while BGP is off', async () => {
    await start('bgp', {
      name: 'lis',
      cloudflare_endpoint: '203.0.113.18',
      interface_address: '10.0.0.0/31',
      bgp_enabled: true,
      customer_asn: '64513',
    })
    fake.reject(at('/bgp/customer_asn', 'taken'), at('/bgp/odd', 'odd'))
    expect(shows('customer_asn')).toBe('error: taken')
    expect(feedback.view().stepErrors.bgp).toHaveLength(1)
    await type('bgp_enabled', false)
    expect(shows('customer_asn')).toBeNull()
    expect(feedback.view().stepErrors.bgp).toEqual([])
  })

  it('shows errors about BGP that was not sent as errors of the whole request', async () => {
    await start('review', { name: 'lis' })
    fake.reject(at('/bgp/customer_asn', 'needed'))
    expect(shows('customer_asn')).toBeNull()
    expect(feedback.view().formErrors).toMatchObject([
      { message: 'needed', place: { pointer: 'bgp.customer_asn' } },
    ])
  })
})
