/** `tokens.ts`: the parts of a router's file that are coloured. */
import { expect, test } from 'vitest'
import { devices } from '../../handoff/devices.ts'
import { handoff } from '../../handoff/handoff.ts'
import { ANSWERS, siteFor } from '../../handoff/testing.ts'
import { tokensOf } from './tokens.ts'

test('the joined tokens equal the text, for every file of every device', () => {
  for (const device of devices) {
    const { files } = handoff(device, { tunnels: [siteFor(device.id)[0]], answers: ANSWERS })
    expect(files.length).toBeGreaterThan(0)
    for (const { text, language } of files) {
      const tokens = tokensOf(text, language)
      expect(tokens.map((token) => token.text).join('')).toBe(text)
    }
  }
})

test('comments, strings, addresses and the placeholder are recognised', () => {
  const kinds = (text: string) =>
    tokensOf(text, 'swanctl')
      .filter(({ kind }) => kind !== 'plain')
      .map(({ kind, text: part }) => [kind, part])
  expect(
    kinds('# 192.0.2.1 is the peer\nremote_addrs = 192.0.2.1\nid = "fqdn:a"\nsecret = PSK-OF-cf-a\n'),
  ).toEqual([
    ['comment', '# 192.0.2.1 is the peer'],
    ['address', '192.0.2.1'],
    ['text', '"fqdn:a"'],
    ['placeholder', 'PSK-OF-cf-a'],
  ])
})

test('a quoted placeholder is recognised', () => {
  expect(tokensOf('secret "PSK-OF-cf-a"', 'junos').map(({ kind }) => kind)).toContain('placeholder')
})
