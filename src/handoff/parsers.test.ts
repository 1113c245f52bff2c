/**
 * Real parsers as judges: FRR's vtysh, BIRD and nft read the files, with names and keys that try to break out. A
 * tool that is not on the machine is named in the output; swanctl.conf needs a running daemon, so the lab has it.
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

// nft asks the kernel, so it needs root; the others only need to be there.
const isThere = (tool: string): boolean =>
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

const judge = (
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

const there = PARSERS.filter(({ tool }) => isThere(tool))
const missing = PARSERS.filter(({ tool }) => !isThere(tool))
process.stdout.write(
  `parsers: ${there.length} of ${PARSERS.length} on this machine${missing.length > 0 ? `; not judged here: ${missing.map(({ file, tool }) => `${file} (${tool})`).join(', ')}` : ''}\n`,
)

test('says which files no parser judged', () => {
  expect(there.length + missing.length).toBe(PARSERS.length)
})

describe.each(there)('$tool reads $file', (parser) => {
  test.each(Object.keys(CASES))('%s', (name) => {
    const { status, stdout, stderr } = judge(parser, name)
    expect({ status, said: stdout + stderr }).toMatchObject({ status: 0 })
  })

  test('and refuses a file with a wrong line', () => {
    expect(judge(parser, 'two tunnels', (text) => `${text}\nif ( { wrong\n`).status).not.toBe(0)
  })
})
