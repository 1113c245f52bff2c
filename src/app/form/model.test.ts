import { beforeEach, describe, expect, it } from 'vitest'
import type { ResponseInfo } from '../../contract/envelope.ts'
import type { Neighbour } from '../../contract/finding.ts'
import type { DryRun } from './dry-run.ts'
import { type Checked, type DryRunState, IDLE, phaseOf, type Subject } from './dry-run-state.ts'
import { createModel, type Model } from './model.ts'
import type { Step } from './steps.ts'
import { DEFAULT_VALUES, type TunnelValues } from './values.ts'

const neighbour: Neighbour = {
  id: 'a'.repeat(32),
  name: 'ams-dc1-a',
  cloudflare_endpoint: '203.0.113.18',
  interface_address: '10.213.9.0/31',
}

/** Records what it is told and answers when the test says so. */
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
    tell: () => {},
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
    /** The answer comes to a check of what stands on the screen. */
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

describe('the form model', () => {
  let fake: ReturnType<typeof fakeDryRun>
  let values: TunnelValues
  let model: Model

  const start = (step: Step = 'basics', first: Partial<TunnelValues> = {}) => {
    fake = fakeDryRun()
    values = { ...DEFAULT_VALUES, ...first }
    model = createModel({
      values,
      step,
      neighbours: [neighbour],
      generatedPsk: 'generated-key',
      dryRun: fake.dryRun,
    })
  }
  const type = <K extends keyof TunnelValues>(name: K, value: TunnelValues[K]) => {
    values = { ...values, [name]: value }
    model.changed(name, values)
  }
  const shows = (field: keyof ReturnType<Model['view']>['fields']) => {
    const { severity, findings, server } = model.view().fields[field]
    return severity && `${severity}: ${(server[0] ?? findings[0])?.message}`
  }

  beforeEach(() => start())

  it('never scolds for tabbing past', () => {
    for (const field of ['name', 'cloudflare_endpoint', 'interface_address', 'psk'] as const)
      model.left(field)
    expect(Object.values(model.view().fields).every(({ severity }) => severity === null)).toBe(true)
  })

  it('judges on leaving, clears at the keystroke that mends, and complains no more until left again', () => {
    type('interface_address', '10.0.0.0')
    expect(shows('interface_address')).toBeNull()
    model.left('interface_address')
    expect(shows('interface_address')).toMatch(/^error: Add the prefix length/)
    type('interface_address', '10.0.0.0/')
    expect(shows('interface_address')).toMatch(/^error/)
    type('interface_address', '10.0.0.0/31')
    expect(shows('interface_address')).toBeNull()
    type('interface_address', '10.0.0.0/3')
    expect(shows('interface_address')).toBeNull()
  })

  it('keeps a warning while it stands but turns no warning into an error mid-typing', () => {
    type('interface_address', '10.0.0.1/30')
    model.left('interface_address')
    expect(shows('interface_address')).toMatch(/^warning/)
    type('interface_address', '10.0.0.2/30')
    expect(shows('interface_address')).toMatch(/^warning/)
    type('interface_address', '10.0.0.2/3')
    expect(shows('interface_address')).toBeNull()
  })

  it('names an illegal MD5 character at the keystroke', () => {
    start('bgp', { bgp_enabled: true })
    type('md5_key', 'lis?')
    expect(shows('md5_key')).toMatch(/^error: \? at position 4 is not allowed/)
    type('md5_key', 'lis')
    expect(shows('md5_key')).toBeNull()
  })

  it('asks for what is blank only after Continue, and on Review for everything', () => {
    model.force(['basics'])
    expect(shows('name')).toMatch(/^error: Enter a tunnel name/)
    type('name', 'x')
    expect(shows('name')).toBeNull()
    type('name', '')
    expect(shows('name')).toBeNull()
    model.left('name')
    expect(shows('name')).toMatch(/^error/)
    start('basics', { bgp_enabled: true })
    model.enter('review')
    expect(shows('customer_asn')).toMatch(/^error/)
  })

  it('lets a local error hide and prevent the server’s', () => {
    type('name', 'lis')
    model.left('name')
    fake.reject(at('/name', 'taken'))
    expect(shows('name')).toBe('error: taken')
    type('name', 'ams-dc1-a')
    expect(fake.asked().eligible).toBe(false)
    model.left('name')
    expect(shows('name')).toMatch(/already named/)
  })

  it('holds back errors of blank and untouched fields until their step is done', () => {
    type('name', 'lis')
    model.left('name')
    fake.reject(at('/cloudflare_endpoint'), at('/description', 'odd'), at('/somewhere', 'else'))
    expect(shows('cloudflare_endpoint')).toBeNull()
    expect(shows('description')).toBeNull()
    expect(model.view().formErrors).toHaveLength(0)
    model.enter('review')
    expect(shows('description')).toBe('error: odd')
    expect(model.view().formErrors.map(({ message }) => message)).toEqual(['else'])
  })

  it('holds an error of the field being edited until it is left, and drops it once edited again', () => {
    type('name', 'lis')
    fake.reject(at('/name', 'taken'))
    expect(shows('name')).toBeNull()
    model.left('name')
    expect(shows('name')).toBe('error: taken')
    type('name', 'lisb')
    expect(shows('name')).toBeNull()
  })

  it('shows an error again when its text is typed again and the verdict on it is known', () => {
    type('name', 'lis')
    model.left('name')
    fake.reject(at('/name', 'taken'))
    const known = fake.last()
    type('name', 'lisb')
    model.left('name')
    fake.accept()
    expect(shows('name')).toBeNull()
    type('name', 'lis')
    fake.answer(known)
    model.left('name')
    expect(shows('name')).toBe('error: taken')
  })

  it('keeps what a full check said of a key until the key changes: no other check carries it', () => {
    start('review', { bgp_enabled: true, customer_asn: '64513', md5_key: 'lisbon' })
    fake.reject(at('/bgp/md5_key', 'too plain'), at('/name', 'taken'))
    model.enter('bgp')
    expect(shows('md5_key')).toBe('error: too plain')
    fake.accept()
    expect(shows('md5_key')).toBe('error: too plain')
    expect(shows('name')).not.toBe('error: taken')
    type('customer_asn', '64514')
    expect(shows('md5_key')).toBe('error: too plain')
    type('md5_key', 'lisbon-2')
    model.left('md5_key')
    expect(shows('md5_key')).toBeNull()
  })

  it('takes what the form filled in by itself for nothing typed', () => {
    values = { ...values, cloudflare_endpoint: '203.0.113.18' }
    model.preset(values)
    expect(fake.asked()).toMatchObject({ eligible: false, payload: { cloudflare_endpoint: '203.0.113.18' } })
    expect(model.view().touched.size).toBe(0)
    expect(model.view().missing).toEqual(['name', 'interface_address'])
  })

  it('marks the third prefix for a pointer to the third prefix', () => {
    start('bgp', { bgp_enabled: true, extra_prefixes: ['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16'] })
    fake.reject(at('bgp.extra_prefixes[2]'))
    expect(model.view().fields.extra_prefixes.server[0]?.place).toEqual({
      kind: 'field',
      field: 'extra_prefixes',
      index: 2,
    })
  })

  it('sends keys on Review only', () => {
    start('basics', { bgp_enabled: true, md5_key: 'md5-canary', psk_choice: 'own', psk: 'psk-canary' })
    expect(fake.asked().fingerprint).not.toMatch(/canary/)
    model.enter('review')
    expect(fake.asked()).toMatchObject({
      full: true,
      payload: { psk: 'psk-canary', bgp: { md5_key: 'md5-canary' } },
    })
  })

  it('checks at once when an edited field is left, not when one is passed', () => {
    model.left('name')
    expect(fake.hurried()).toBe(0)
    type('name', 'lis')
    model.left('name')
    expect(fake.hurried()).toBe(1)
  })

  it('blocks on a key that a reload dropped until it is typed again or given up', () => {
    start('bgp', { bgp_enabled: true, md5_key_lost: true })
    model.force(['bgp'])
    expect(shows('md5_key')).toMatch(/^error: The key you typed was not kept/)
    type('md5_key_lost', false)
    expect(shows('md5_key')).toBeNull()
  })

  it('counts nothing against BGP while BGP is off', () => {
    start('bgp', {
      name: 'lis',
      cloudflare_endpoint: '203.0.113.18',
      interface_address: '10.0.0.0/31',
      bgp_enabled: true,
      customer_asn: '64513',
    })
    fake.reject(at('/bgp/customer_asn', 'taken'), at('/bgp/odd', 'odd'))
    expect(shows('customer_asn')).toBe('error: taken')
    expect(model.view().stepErrors.bgp).toHaveLength(1)
    type('bgp_enabled', false)
    expect(shows('customer_asn')).toBeNull()
    expect(model.view().stepErrors.bgp).toEqual([])
  })

  it('shows for the request as a whole what an answer says of BGP that was not sent', () => {
    start('review', { name: 'lis' })
    fake.reject(at('/bgp/customer_asn', 'needed'))
    expect(shows('customer_asn')).toBeNull()
    expect(model.view().formErrors).toMatchObject([
      { message: 'needed', place: { pointer: 'bgp.customer_asn' } },
    ])
  })
})
