/**
 * Checks the files with real parsers (FRR's vtysh, BIRD, nft and sh), also with names and keys that try to
 * break out of their place. The output lists the parsers that are not installed. swanctl.conf needs a running
 * daemon, so the lab checks it (docs/routers.md, Lab).
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { strongswanBird } from './devices/strongswan-bird.ts'
import { strongswanFrr } from './devices/strongswan-frr.ts'
import { handoff, type Input } from './handoff.ts'
import { ANSWERS, keyed, SECOND, TUNNEL, withoutBgp } from './testing.ts'

const PARSERS = [
  { file: 'frr.conf', tool: 'vtysh', args: ['-C', '-f'], device: strongswanFrr },
  { file: 'bird.conf', tool: 'bird', args: ['-p', '-c'], device: strongswanBird },
  { file: 'mss-clamp.nft', tool: 'nft', args: ['-c', '-f'], device: strongswanFrr },
  { file: 'cloudflare-tunnel.sh', tool: 'sh', args: ['-n'], device: strongswanFrr },
] as const

// nft queries the kernel, so it needs root.
const isUsable = (tool: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0 && (tool !== 'nft' || process.getuid?.() === 0)

const ODD_MD5 = "!#'@$%^&*()+[]{}<>/.,;:_-~`=\\|aZ09"
const oddly = (md5_key: string) =>
  keyed({ ...TUNNEL, name: 'a"b\n}\nevil {\n`id`', bgp: { customer_asn: 4_200_000_000, md5_key } })
const CASES: Record<string, { tunnels: Input['tunnels']; answers: Record<string, string> }> = {
  'two tunnels': { tunnels: [keyed(TUNNEL), keyed(SECOND)], answers: ANSWERS },
  'no answers': { tunnels: [keyed(TUNNEL)], answers: {} },
  'without BGP': { tunnels: [keyed(withoutBgp(TUNNEL)), keyed(withoutBgp(SECOND))], answers: ANSWERS },
  'one with BGP and one without': { tunnels: [keyed(TUNNEL), keyed(withoutBgp(SECOND))], answers: ANSWERS },
  '/30': { tunnels: [keyed({ ...TUNNEL, interface_address: '10.9.0.2/30' })], answers: ANSWERS },
  'odd name and key': { tunnels: [oddly(ODD_MD5)], answers: ANSWERS },
}

const folder = mkdtempSync(join(tmpdir(), 'handoff-'))
afterAll(() => rmSync(folder, { recursive: true }))

const parse = (
  { file, tool, args, device }: (typeof PARSERS)[number],
  name: string,
  edit = (text: string) => text,
) => {
  const input = CASES[name]
  if (!input) throw new Error(name)
  const text = handoff(device, input).files.find((made) => made.name === file)?.text
  if (text === undefined) throw new Error(`${file} was not made`)
  const path = join(folder, file)
  writeFileSync(path, edit(text))
  return spawnSync(tool, [...args, path], { encoding: 'utf8' })
}

const usable = PARSERS.filter(({ tool }) => isUsable(tool))
const missing = PARSERS.filter(({ tool }) => !isUsable(tool))
process.stdout.write(
  `parsers: ${usable.length} of ${PARSERS.length} on this machine${missing.length > 0 ? `; not checked here: ${missing.map(({ file, tool }) => `${file} (${tool})`).join(', ')}` : ''}\n`,
)

test('counts each parser as used or missing', () => {
  expect(usable.length + missing.length).toBe(PARSERS.length)
})

describe.each(usable)('$tool with $file', (parser) => {
  test.each(Object.keys(CASES))('accepts: %s', (name) => {
    const { status, stdout, stderr } = parse(parser, name)
    expect({ status, said: stdout + stderr }).toMatchObject({ status: 0 })
  })

  test('refuses a file with an invalid line', () => {
    expect(parse(parser, 'two tunnels', (text) => `${text}\nif ( { wrong\n`).status).not.toBe(0)
  })
})
