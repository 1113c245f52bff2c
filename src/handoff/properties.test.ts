/**
 * Properties that hold for every tunnel: its file, when read back, equals that of a plain tunnel with only
 * the name and the keys replaced. Values that cannot be written so are refused.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Tunnel } from '../contract/tunnel.ts'
import type { Device } from './device.ts'
import { devices } from './devices.ts'
import { handoff } from './handoff.ts'
import { identifiers } from './identifier.ts'
import { ANSWERS, siteFor } from './testing.ts'
import { read } from './testing-readers.ts'

const PLAIN = { psk: 'plainPreSharedKey', md5: 'plainMd5Key' }
const TIMEOUT_MS = 60_000

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64')

/** Characters with a special meaning in at least one format, and some without. */
const special = fc.constantFrom(
  ...'"\'\\`$?!#;{}[]<>|&%* \n\r\tabc019-_.~=é',
  'ENC ',
  '$9$',
  '0x',
  '0s',
  '-AQ',
  ' evil\n',
)
const text = fc.oneof(
  fc.array(special, { minLength: 1, maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' }),
  fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme-ascii' }),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{7,30}$/),
)
/** What the API allows in an MD5 key: docs/api.md, BGP. */
const md5 = text.map((key) => key.replace(/[^\x20-\x7e]|["?]/g, '') || 'k')
const odd = fc.record({ name: text, description: text, psk: text, md5 })
type Odd = typeof odd extends fc.Arbitrary<infer T> ? T : never

const make = (device: Device, { name, description, psk, md5: key }: Odd) => {
  const [{ tunnel: base }] = siteFor(device.id)
  const tunnel: Tunnel = {
    ...base,
    name,
    description,
    bgp: { ...base.bgp, ...(base.bgp?.md5_key && { md5_key: key }) },
  }
  return { tunnel, made: handoff(device, { tunnels: [{ tunnel, psk }], answers: ANSWERS }) }
}

describe.each(devices.map((device) => ({ id: device.id, device })))('$id', ({ device }) => {
  const plain = make(device, { name: 'plain', description: '', ...PLAIN, psk: PLAIN.psk, md5: PLAIN.md5 })
  let accepted = 0

  test(
    'writes the values of the tunnel unchanged or refuses them',
    () => {
      fc.assert(
        fc.property(odd, (values) => {
          const { tunnel, made } = make(device, values)
          const errors = made.findings.filter(({ severity }) => severity === 'error')
          for (const { message } of errors)
            if (values.psk.length > 8) expect(message).not.toContain(values.psk)
          if (errors.length > 0) {
            expect(made.files).toEqual([])
            return
          }
          accepted++
          const [identifier = ''] = identifiers([tunnel])
          const replace = (word: string): string =>
            word
              .replaceAll('cf-plain', () => identifier)
              .replaceAll('cf_plain', () => identifier.replaceAll('-', '_'))
              .replaceAll(base64(PLAIN.psk), () => base64(values.psk))
              .replaceAll(PLAIN.psk, () => values.psk)
              .replaceAll(PLAIN.md5, () => values.md5)
          for (const [index, file] of made.files.entries()) {
            const expected = plain.made.files[index]
            // The title of a sheet contains the name in printable ASCII, so it is not compared.
            const body = (sheet: string) =>
              file.language === 'text' ? sheet.slice(sheet.indexOf('\n')) : sheet
            expect(read(file.language, body(file.text))).toEqual(
              read(file.language, body(expected?.text ?? '')).map((line) => line.map(replace)),
            )
          }
        }),
        { numRuns: 120 },
      )
      // Some devices refuse most of the values, but no device refuses all.
      expect(accepted).toBeGreaterThan(4)
    },
    TIMEOUT_MS,
  )

  test(
    'refuses values that are not identities or addresses',
    () => {
      const [{ tunnel, psk }] = siteFor(device.id)
      fc.assert(
        fc.property(text, (value) => {
          const broken: Tunnel[] = [
            { ...tunnel, cloudflare_endpoint: value },
            { ...tunnel, interface_address: value },
            { ...tunnel, customer_endpoint: value },
          ]
          for (const one of broken) {
            expect(handoff(device, { tunnels: [{ tunnel: one, psk }], answers: ANSWERS }).files).toEqual([])
          }
          if (/^[A-Za-z0-9@._-]+$/.test(value) || !('identity' in device.questions.tunnel)) return
          const named = { ...tunnel, remote_identities: { fqdn_id: value }, custom_remote_identities: null }
          const made = handoff(device, { tunnels: [{ tunnel: named, psk }], answers: ANSWERS })
          if (device.expresses.identities[0] === 'fqdn') expect(made.files).toEqual([])
          for (const file of made.files) expect(file.text).not.toContain(value)
        }),
      )
    },
    TIMEOUT_MS,
  )

  test(
    'refuses answers that add a word or a line',
    () => {
      const [{ tunnel, psk }] = siteFor(device.id)
      const input = { tunnels: [{ tunnel, psk }] as [{ tunnel: Tunnel; psk: string | null }] }
      const questions = handoff(device, { ...input, answers: ANSWERS }).questions
      const lines = (answers: Record<string, string>) =>
        handoff(device, { ...input, answers }).files.map((file) => file.text.split('\n').length)
      const before = lines(ANSWERS)
      fc.assert(
        fc.property(fc.constantFrom('', ...questions.map(({ id }) => id)), text, (id, answer) => {
          const question = questions.find((one) => one.id === id)
          if (!question || question.control === 'list') return
          const after = lines({ ...ANSWERS, [id]: answer })
          // An optional answer may add its own lines, which are at most two.
          after.forEach((count, index) => {
            expect(count - (before[index] ?? 0)).toBeLessThanOrEqual(2)
          })
          if (/[\n\r"'`$;|&]/.test(answer.trim())) expect(after).toEqual([])
        }),
      )
    },
    TIMEOUT_MS,
  )
})

test('identifiers are legal and unique', () => {
  const named = fc.record({ id: fc.stringMatching(/^[0-9a-f]{32}$/), name: text })
  fc.assert(
    fc.property(fc.uniqueArray(named, { minLength: 2, maxLength: 2, selector: ({ id }) => id }), (all) => {
      const names = identifiers(all)
      for (const name of names) expect(name).toMatch(/^cf-[A-Za-z0-9]([A-Za-z0-9-]{0,10}[A-Za-z0-9])?$/)
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(2)
    }),
  )
})
