/**
 * The expected files of every device are in golden/. A changed generator shows as a difference there, to be
 * reviewed against the sources in the sources.md beside it.
 */
import { describe, expect, test } from 'vitest'
import { devices } from './devices.ts'
import { handoff, type Input } from './handoff.ts'
import { ANSWERS, siteFor, withoutBgp } from './testing.ts'

describe.each(devices.map((device) => ({ id: device.id, device })))('$id', ({ id, device }) => {
  const [first, second] = siteFor(id)
  const cases: Record<string, Input['tunnels']> = {
    bgp: device.expresses.tunnels === 1 ? [first] : [first, second],
    static: [{ tunnel: withoutBgp(first.tunnel), psk: null }],
  }

  test.each(Object.keys(cases))('%s', async (name) => {
    const tunnels = cases[name]
    if (!tunnels) throw new Error(name)
    const made = handoff(device, { tunnels, answers: ANSWERS })
    expect(made.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    for (const file of made.files) {
      await expect(file.text).toMatchFileSnapshot(`golden/${id}/${name}/${file.name}`)
    }
    const beside = [
      ...made.files.map(({ name: file, place, rollback }) => `${file}\n${place}\n\nTo undo:\n${rollback}`),
      ...(made.keyEntry ? [`The key:\n${made.keyEntry.how}\n${made.keyEntry.commands}`] : []),
      `Notes:\n${made.notes.join('\n')}`,
      `To verify:\n${made.verify.map(({ command, expect: right }) => `${command}\n  ${right}`).join('\n')}`,
    ]
    await expect(`${beside.join('\n\n')}\n`).toMatchFileSnapshot(`golden/${id}/${name}/beside.md`)
  })
})
