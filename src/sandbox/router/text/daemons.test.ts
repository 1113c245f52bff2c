/**
 * Edits of the generated files, as people make them: the sandbox reports those that FRR or BIRD refuse, and no others.
 * Where a parser is installed, it is asked as well.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { unreadIn } from './unread.ts'

const PEER = '169.254.250.0'
const inFamily = (line: string): Edit => [/^ address-family/m, ` ${line}\n address-family`]
const inSession = (statement: string): Edit => ['hold time', `${statement} hold time`]

type Edit = readonly [string | RegExp, string]

interface Format {
  /** The generated file. */
  text: string
  tool: string
  args: readonly string[]
  refused: Edit[]
  accepted: Edit[]
}

const FORMATS: Record<string, Format> = {
  'frr.conf': {
    text: 'strongswan-frr/bgp/frr.conf',
    tool: 'vtysh',
    args: ['-C', '-f'],
    refused: [
      ['remote-as', 'remoteas'],
      ['activate', 'activte'],
      ['network 10.20.0.0/16', 'netwrok 10.20.0.0/16'],
      ['network 10.20.0.0/16', 'network 10.20.0.0/33'],
      [/router bgp \d+/, 'router bgp 4294967296'],
      [/router bgp \d+/, 'router bgp many'],
      ['remote-as 13335', 'remote-as cloudflare'],
      ['remote-as 13335', 'remote-as 13335 extra'],
      ['remote-as 13335', 'remote-as\u00a013335'],
      [/password \S+/, 'password one two'],
      [/password \S+/, 'password'],
      ['router bgp', `neighbor ${PEER} passive\nrouter bgp`],
      inFamily('bgp rooter-id 10.0.0.1'),
      inFamily(`neighbor ${PEER} route-map CF-IN inn`),
      ['ip route 10.20.0.0/16', 'ip route 10.20.0.0/40'],
    ],
    accepted: [
      [/^ +/gm, '\t'],
      [/^ +/gm, ''],
      ['\n', '\r\n'],
      [' remote-as ', '\tremote-as  '],
      inFamily('# a comment'),
      inFamily('! a comment'),
      inFamily(`neighbor ${PEER} update-source ${PEER}`),
      inFamily(`neighbor ${PEER} ebgp-multihop 2`),
      inFamily(`neighbor ${PEER} shutdown message moving today`),
      inFamily(`no neighbor ${PEER} password`),
      inFamily('bgp bestpath as-path multipath-relax'),
      inFamily('timers bgp 10 30'),
      [/$/, 'interface eth0\n description uplink\nexit\n'],
      [/$/, 'no router bgp 65010\n'],
    ],
  },
  'bird.conf': {
    text: 'strongswan-bird/bgp/bird.conf',
    tool: 'bird',
    args: ['-p', '-c'],
    refused: [
      ['\n', '\r\n'],
      [/^/, '\ufeff'],
      ['as 65010;', 'as 65010'],
      [/password "([^"]*)"/, 'password "$1'],
      ['password', 'passwrd'],
      ['hold time', 'holdtime'],
      ['hold time 90', 'hold time 2'],
      ['router id', 'routr id'],
      ['protocol device', 'protocoll device'],
      [' as 13335', ''],
      [/^ +neighbor/m, '  # neighbor'],
      ['as 65010', 'as 4294967296'],
      [/password "([^"]*)"/, 'password $1'],
      [/$/, '}\n'],
      [/\}\s*$/, ''],
    ],
    accepted: [
      [/^ +/gm, '\t'],
      [/password "[^"]*";/, '/* $& */'],
      inSession('# a comment\n'),
      inSession('disabled;'),
      inSession('multihop 2;'),
      inSession('passive on;'),
      [/$/, 'function f(int a) { return a + 1; }\nfilter g { if net.len > 24 then reject; accept; }\n'],
      [/$/, 'protocol direct { ipv4; interface "eth0"; }\n'],
    ],
  },
}

const folder = mkdtempSync(join(tmpdir(), 'edits-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.each(Object.entries(FORMATS))('%s', (name, { text, tool, args, refused, accepted }) => {
  const generated = readFileSync(new URL(`../../../handoff/golden/${text}`, import.meta.url), 'utf8')
  const isInstalled = spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0
  const read = ([from, to]: Edit) => {
    const edited = from === '\n' ? generated.replaceAll(from, to) : generated.replace(from, to)
    expect(edited).not.toBe(generated)
    const path = join(folder, name)
    writeFileSync(path, edited)
    return {
      unread: unreadIn([edited]),
      status: isInstalled ? spawnSync(tool, [...args, path]).status : null,
    }
  }

  test.each(refused)('%o as %j is reported', (from, to) => {
    const { unread, status } = read([from, to])
    expect(unread).not.toEqual([])
    expect(status).not.toBe(0)
  })

  test.each(accepted)('%o as %j is not', (from, to) => {
    const { unread, status } = read([from, to])
    expect(unread).toEqual([])
    expect(status ?? 0).toBe(0)
  })
})
