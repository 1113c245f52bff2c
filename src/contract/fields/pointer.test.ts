/** Which field an error of the API belongs to (docs/form.md, Placing of errors). */
import { describe, expect, it } from 'vitest'
import { fieldNamedIn, placeOf, pointerTo } from './pointer.ts'
import { FIELD_NAMES, rowOf } from './table.ts'

describe('a pointer', () => {
  it.each(FIELD_NAMES.filter((field) => rowOf(field).control !== 'none'))(
    'to %s belongs to that field',
    (field) => {
      expect(placeOf(pointerTo(field))).toEqual({ kind: 'field', field })
    },
  )

  it.each([
    ['/custom_remote_identities', { kind: 'field', field: 'fqdn_id' }],
    ['/health_check/target', { kind: 'field', field: 'health_target' }],
    ['/health_check/target/effective', { kind: 'field', field: 'health_target' }],
    ['/bgp/extra_prefixes/2', { kind: 'field', field: 'extra_prefixes', index: 2 }],
    ['bgp.extra_prefixes[2]', { kind: 'field', field: 'extra_prefixes', index: 2 }],
    ['/ipsec_tunnels/0/name', { kind: 'field', field: 'name' }],
  ])('%s belongs to the field that it names', (pointer, place) => {
    expect(placeOf(pointer)).toEqual(place)
  })

  it.each([
    ['/bgp', 'bgp'],
    ['/bgp/import_filter_id', 'bgp'],
    ['/bgp/hold_time', 'bgp'],
    ['/health_check', 'health'],
  ])('%s, without a control, belongs to its step', (pointer, step) => {
    expect(placeOf(pointer)).toEqual({ kind: 'step', step, pointer })
  })

  it('to anything else belongs to the form as a whole', () => {
    expect(placeOf('/account_id')).toEqual({ kind: 'form', pointer: '/account_id' })
    expect(placeOf(undefined)).toEqual({ kind: 'form', pointer: null })
  })
})

describe('a message without a pointer', () => {
  it.each([
    ['interface_address6 must be a /127', 'interface_address6'],
    ['the custom_remote_identities are taken', 'fqdn_id'],
    ['customer_asn is required', 'customer_asn'],
  ])('"%s" belongs to the field that it names', (message, field) => {
    expect(fieldNamedIn(message)).toBe(field)
  })

  it('is not assigned by a common word', () => {
    expect(fieldNamedIn('the name of this health_check type has no target')).toBeUndefined()
  })
})
