/** The cache of findings, and the schema made from them. */
import { describe, expect, it } from 'vitest'
import type { Neighbour } from '../finding.ts'
import { createJudge, createSchema } from './judge.ts'
import { DEFAULT_VALUES, FIELD_NAMES, type FieldName, type TunnelValues } from './table.ts'
import { exampleValues } from './testing.ts'

const neighbour: Neighbour = {
  id: 'a'.repeat(32),
  name: 'ams-dc1-a',
  cloudflare_endpoint: '203.0.113.18',
  interface_address: '10.213.9.0/31',
}

/** The fields that are checked again when these values change. */
const judgedAgain = (change: Partial<TunnelValues>): FieldName[] => {
  const neighbours: Neighbour[] = []
  const judge = createJudge(() => neighbours)
  const before = exampleValues()
  const first = FIELD_NAMES.map((field) => judge(field, before))
  const after = { ...before, ...change }
  return FIELD_NAMES.filter((field, index) => judge(field, after) !== first[index])
}

describe('a check', () => {
  it('is repeated only for the fields that depend on a changed value', () => {
    expect(judgedAgain({})).toEqual([])
    expect(judgedAgain({ name: 'x' })).toEqual(['name'])
    expect(judgedAgain({ interface_address: '10.0.0.0/31' })).toEqual(['interface_address'])
    expect(judgedAgain({ cloudflare_endpoint: '203.0.113.1' })).toEqual([
      'cloudflare_endpoint',
      'customer_endpoint',
      'fqdn_id',
    ])
    expect(judgedAgain({ prefix_entry: '10' })).toEqual(['interface_address', 'extra_prefixes'])
    expect(judgedAgain({ extra_prefixes: ['10.0.0.0/8'] })).toEqual(['interface_address', 'extra_prefixes'])
  })

  it('is repeated when the account’s tunnels arrive', () => {
    let neighbours: readonly Neighbour[] = []
    const judge = createJudge(() => neighbours)
    const values = { ...exampleValues(), name: 'ams-dc1-a' }
    expect(judge('name', values)).toEqual([])
    neighbours = [neighbour]
    expect(judge('name', values)[0]?.message).toMatch(/already named/)
  })

  it('has no findings for a part that is switched off', () => {
    const judge = createJudge(() => [])
    const values = { ...exampleValues(), customer_asn: 'x', health_target: 'x' }
    expect(judge('customer_asn', values)).toHaveLength(1)
    expect(judge('health_target', values)).toHaveLength(1)
    const off = { ...values, bgp_enabled: false, health_enabled: false }
    expect(judge('customer_asn', off)).toEqual([])
    expect(judge('health_target', off)).toEqual([])
  })
})

describe('a request that is too large', () => {
  const judge = createJudge(() => [])
  const sizeErrors = (values: TunnelValues) =>
    FIELD_NAMES.filter((field) => judge(field, values).some(({ message }) => /up to 64 KiB/.test(message)))

  it('is an error of the largest field, until its text is shorter', () => {
    const values = { ...exampleValues(), description: 'x'.repeat(70_000) }
    expect(sizeErrors(values)).toEqual(['description'])
    expect(sizeErrors({ ...values, description: 'x' })).toEqual([])
    const prefixes = Array.from({ length: 5000 }, (_, n) => `10.${n >> 8}.${n & 255}.0/24`)
    for (const tooLong of [{ prefix_entry: prefixes.join(' ') }, { extra_prefixes: prefixes }]) {
      expect(sizeErrors({ ...exampleValues(), ...tooLong })).toEqual(['extra_prefixes'])
      expect(sizeErrors(exampleValues())).toEqual([])
    }
  })

  it('counts only what is sent', () => {
    const prefix_entry = '10.0.0.0/24 '.repeat(9000)
    expect(sizeErrors({ ...exampleValues(), bgp_enabled: false, prefix_entry })).toEqual([])
  })
})

describe('the schema', () => {
  const messages = (values: TunnelValues) =>
    createSchema(createJudge(() => [neighbour])).safeParse(values).error?.issues ?? []

  it('has every error at its field, and no warnings', () => {
    expect(messages(DEFAULT_VALUES).map(({ path }) => path)).toEqual([
      ['name'],
      ['cloudflare_endpoint'],
      ['interface_address'],
    ])
    expect(messages({ ...exampleValues(), interface_address: '10.213.9.0/30' })).toMatchObject([
      { path: ['interface_address'], message: expect.stringMatching(/network address/) },
    ])
    expect(messages({ ...exampleValues(), interface_address: '10.213.9.1/30' })).toEqual([])
  })

  it('has one error of a list, before which any warning comes', () => {
    expect(messages({ ...exampleValues(), extra_prefixes: ['10.0.0.1/8', 'x', 'y'] })).toMatchObject([
      { path: ['extra_prefixes'], message: expect.stringMatching(/^x is not a prefix/) },
    ])
  })
})
