/** The router chosen in the form: which blank fields it fills in, and what it warns of. */
import { describe, expect, it } from 'vitest'
import {
  DEFAULT_VALUES,
  type FieldName,
  ownerOf,
  type TunnelValues,
  type ValueName,
} from '../../contract/fields/table.ts'
import type { DeviceId } from '../../handoff/device-names.ts'
import type { Filled } from './form-choice.ts'
import { createFormRouter } from './form-router.ts'
import { rows } from './form-rows.ts'

/** A form as the form router sees it. */
const open = ({ start = DEFAULT_VALUES as TunnelValues | null } = {}) => {
  let values: TunnelValues = { ...DEFAULT_VALUES }
  const touched = new Set<FieldName>()
  let chosen = { router: null as DeviceId | null, filled: {} as Filled }
  const router = createFormRouter(
    {
      values: () => values,
      touched: () => touched,
      preset: (name, value) => {
        values = { ...values, [name]: value }
      },
      start,
      generatedPsk: 'generated-key',
    },
    {
      get: () => chosen,
      fill: (filled) => {
        chosen = { ...chosen, filled }
      },
    },
  )
  return {
    values: () => values,
    choose: (next: DeviceId | null) => {
      chosen = { ...chosen, router: next }
      router.follow(rows)
    },
    type: <K extends ValueName>(name: K, value: TunnelValues[K]) => {
      values = { ...values, [name]: value }
      touched.add(ownerOf(name))
      router.follow(rows)
    },
    /** After a reload the draft marks every value that differs from an empty form as typed. */
    reload: () => {
      for (const name of ['replay_protection', 'health_type', 'health_rate'] as const)
        if (values[name] !== DEFAULT_VALUES[name]) touched.add(ownerOf(name))
      router.follow(rows)
    },
    says: (name: FieldName) => router.remarksOn(rows, values)[name] ?? [],
    filled: () => Object.keys(chosen.filled).sort(),
  }
}

const MERAKI = { replay_protection: true, health_type: 'request', health_rate: 'low' }

describe('a router chosen in the form', () => {
  it('fills in the values that depend on it, says so, and resets them', () => {
    const form = open()
    form.choose('meraki')
    expect(form.values()).toEqual({ ...DEFAULT_VALUES, ...MERAKI })
    expect(form.says('replay_protection')).toEqual([
      { severity: 'info', message: 'Set for Cisco Meraki MX: the Meraki MX cannot switch anti-replay off' },
    ])
    form.choose(null)
    expect(form.values()).toEqual(DEFAULT_VALUES)
    expect(form.filled()).toEqual([])
  })

  it('does not change typed values, and warns about them', () => {
    const form = open()
    form.type('health_rate', 'high')
    form.choose('meraki')
    expect(form.values()).toMatchObject({ ...MERAKI, health_rate: 'high' })
    expect(form.says('health_rate')).toMatchObject([{ severity: 'warning' }])
    form.type('replay_protection', false)
    form.choose('aws')
    form.choose('meraki')
    expect(form.values()).toMatchObject({ replay_protection: false, health_type: 'request' })
    expect(form.says('replay_protection')).toMatchObject([{ severity: 'warning' }])
  })

  it('does not say that it set a typed value', () => {
    const form = open()
    form.type('replay_protection', true)
    form.choose('meraki')
    expect(form.says('replay_protection')).toEqual([])
  })

  it('knows after a reload which values it filled in', () => {
    const form = open()
    form.choose('meraki')
    form.reload()
    form.choose('vyos')
    expect(form.values()).toEqual({ ...DEFAULT_VALUES, health_type: 'request' })
  })

  it('updates a health target that it derived from the customer endpoint', () => {
    const form = open()
    form.choose('azure')
    expect(form.says('customer_endpoint')).toMatchObject([{ severity: 'warning' }])
    form.type('customer_endpoint', '203.0.113.4')
    expect(form.values().health_target).toBe('203.0.113.4')
    form.type('health_target', '192.0.2.9')
    form.type('customer_endpoint', '203.0.113.5')
    expect(form.values().health_target).toBe('192.0.2.9')
  })

  it('warns about what it does not support, without showing the key, and only in parts that are on', () => {
    const form = open()
    form.choose('cisco-ios-xe')
    form.type('md5_key', '1digit-canary')
    expect(form.says('md5_key')).toEqual([])
    form.type('bgp_enabled', true)
    expect(form.says('md5_key')).toMatchObject([
      { severity: 'warning', message: expect.stringMatching(/^Cisco IOS XE: /) },
    ])
    expect(JSON.stringify(form.says('md5_key'))).not.toContain('canary')
    form.choose('meraki')
    expect(form.says('customer_asn')).toMatchObject([
      { message: expect.stringContaining('static routes only') },
    ])
    form.type('health_enabled', false)
    expect(form.says('health_target')).toEqual([])
  })

  it('does not change an existing tunnel', () => {
    const form = open({ start: null })
    form.choose('meraki')
    expect(form.values()).toEqual(DEFAULT_VALUES)
    expect(form.says('replay_protection')).toMatchObject([{ severity: 'warning' }])
  })
})
