/** A router's file as the simulated router reads it: what is understood, and what is said of the rest. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { unreadIn } from './unread.ts'

const golden = (device: string, name: string): string =>
  readFileSync(new URL(`../../../handoff/golden/${device}/bgp/${name}`, import.meta.url), 'utf8')

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
  [`${FRR} neighbour 10.77.0.8 password canary\n`, ['Line 3 of frr.conf is not understood.']],
  [
    `${FRR} neighbor 10.77.0.8 timers soon\n`,
    ['Line 3 of frr.conf is not understood: "neighbor 10.77.0.8 timers".'],
  ],
  ['connections {\n cf { secret = "canary"\n', [expect.stringContaining('swanctl.conf has a syntax error')]],
  [
    'protocol bgp cf {\n password "canary }";\n',
    [expect.stringContaining('A brace is left open or closed twice in bird.conf')],
  ],
  [
    `${FRR} neighbor 10.77.0.8 password\n canary\n`,
    [expect.stringContaining('Line 3'), 'Line 4 of frr.conf is not understood.'],
  ],
  [
    'connections {\n cf {\n  mobike = no\n  canary = x\n }\n}\n',
    ['Line 4 of swanctl.conf is an unknown option, so strongSwan does not load the connection.'],
  ],
  [
    'connections {\n cf {\n  mobike = canary\n }\n}\ncanary {\n}\n',
    [
      'Line 3 of swanctl.conf has an invalid value for mobike, so strongSwan does not load the connection.',
      'strongSwan ignores the section in line 6 of swanctl.conf.',
    ],
  ],
  ['protocol bgp cf {\n password canary;\n}\n', [expect.stringMatching(/^Line 2 .*: "password"/)]],
  [
    'canary canary;\nprotocol bgp cf {\n}\n',
    ['Line 1 of bird.conf is not understood. BIRD refuses a file with a mistake.'],
  ],
])('%j is reported without a key', (text, said) => {
  const unread = unreadIn([text])
  expect(unread).toEqual(said)
  expect(JSON.stringify(unread)).not.toContain('canary')
})

test('at most five mistakes of a text are reported', () => {
  expect(unreadIn([`${FRR}${'what is this\n'.repeat(900)}`])).toHaveLength(5)
})

const BIRD = 'protocol bgp x { local 10.77.0.9 as 64700; neighbor 10.77.0.8 as 13335; }\n'

test.each([
  ['blanks after a define', `${BIRD}define a=${' '.repeat(100_000)}`, 'Line 2'],
  ['defines without an end', `${BIRD}${'define a='.repeat(20_000)}`, 'Line 2'],
  ['comments without an end', `${BIRD}${'/*'.repeat(200_000)}`, 'Line 2'],
  ['blanks before a mistake', `${BIRD}${' '.repeat(200_000)}canary;`, 'Line 2'],
  ['a long statement', `${BIRD}${'canary '.repeat(100_000)};`, 'Line 2'],
])('a bird.conf with many %s is refused', (_what, text, line) => {
  // With a pattern that needs quadratic or cubic time, each of these takes longer than a test may run.
  const [first = ''] = unreadIn([text])
  expect(first).toContain(line)
  expect(first).not.toContain('canary')
})
