/** A router's file as the simulated router reads it: what is understood, and what is said of the rest. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { unreadIn } from './unread.ts'

const golden = (device: string, name: string): string =>
  readFileSync(new URL(`../../handoff/golden/${device}/bgp/${name}`, import.meta.url), 'utf8')

test('every generated file is understood', () => {
  const texts = [
    golden('strongswan-frr', 'frr.conf'),
    golden('strongswan-frr', 'swanctl.conf'),
    golden('strongswan-bird', 'bird.conf'),
  ]
  for (const text of texts) expect(unreadIn([text])).toEqual([])
})

const FRR = 'router bgp 64700\n neighbor 10.77.0.8 remote-as 13335\n'

test.each([
  ['router bgp sixty\n', ['Line 1 of frr.conf is not understood: "router bgp".']],
  [
    `${FRR} neighbor 10.77.0.8 password canary canary\n`,
    ['Line 3 of frr.conf is not understood: "neighbor 10.77.0.8 password".'],
  ],
  [`${FRR} neighbour 10.77.0.8 password canary\n`, ['Line 3 of frr.conf is not understood: "neighbour".']],
  [
    `${FRR} neighbor 10.77.0.8 timers soon\n`,
    ['Line 3 of frr.conf is not understood: "neighbor 10.77.0.8 timers".'],
  ],
  ['connections {\n cf { secret = "canary"\n', [expect.stringContaining('swanctl.conf has a syntax error')]],
  [
    'protocol bgp cf {\n password "canary }";\n',
    [expect.stringContaining('A brace is left open or closed twice in bird.conf')],
  ],
])('%j is reported without a key', (text, said) => {
  const unread = unreadIn([text])
  expect(unread).toEqual(said)
  expect(JSON.stringify(unread)).not.toContain('canary')
})

test('at most five mistakes of a text are reported', () => {
  expect(unreadIn([`${FRR}${'what is this\n'.repeat(900)}`])).toHaveLength(5)
})
