/**
 * Every line of a golden file that no parser reads has a source. In sources.md beside the golden files of a device, a
 * row for each line says where its syntax is documented and where the values in it come from.
 * Words in angle brackets are values of the tunnel or of an answer; if there is no other value, the last cell is empty.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { endsOfText } from '../contract/address.ts'
import type { Device } from './device.ts'
import { devices } from './devices.ts'
import { ANSWERS, siteFor } from './testing.ts'

const GOLDEN = fileURLToPath(new URL('golden/', import.meta.url))

/** The Linux files that parsers and daemons read (docs/routers.md, What was verified). */
const PARSED = new Set(['swanctl.conf', 'frr.conf', 'bird.conf', 'mss-clamp.nft', 'cloudflare-tunnel.sh'])

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
const oneOf = (texts: readonly string[]): string => `(?:${texts.map(literal).join('|')})`

/** IOS and FortiOS write masks. */
const MASKS: Record<string, string> = {
  '8': '255.0.0.0',
  '12': '255.240.0.0',
  '16': '255.255.0.0',
  '24': '255.255.255.0',
}
const prefixesOf = (answer = ''): string => {
  const all = answer.split(/[,\s]+/)
  const masked = all.map((prefix) => prefix.split('/'))
  return oneOf([
    all.join(', '),
    ...all,
    ...masked.flatMap(([network, length = '']) => [
      `${network} ${MASKS[length]}`,
      `${network} mask ${MASKS[length]}`,
    ]),
  ])
}

/** The words in angle brackets, as patterns of the values in the golden files. */
const wordsFor = (deviceId: string): Record<string, string> => {
  const site = siteFor(deviceId)
  const tunnels = site.map(({ tunnel }) => tunnel)
  const ends = tunnels.flatMap(({ interface_address }) => endsOfText(interface_address) ?? [])
  return {
    name: oneOf(tunnels.map(({ name }) => `cf-${name}`)),
    identity: oneOf(
      tunnels.flatMap(({ remote_identities: known }) =>
        [known?.fqdn_id, known?.user_id].filter((id) => id != null),
      ),
    ),
    key: oneOf(
      site.flatMap(({ psk, tunnel }) => [
        psk ?? '',
        Buffer.from(psk ?? '').toString('base64'),
        `PSK-OF-cf-${tunnel.name}`,
      ]),
    ),
    md5: oneOf(tunnels.map(({ bgp }) => bgp?.md5_key ?? '')),
    asn: oneOf(tunnels.map(({ bgp }) => String(bgp?.customer_asn))),
    endpoint: oneOf(tunnels.map(({ cloudflare_endpoint }) => cloudflare_endpoint)),
    'wan address': oneOf(tunnels.map(({ customer_endpoint }) => customer_endpoint ?? '')),
    gateway: oneOf([ANSWERS.wan_gateway ?? '']),
    cloudflare: oneOf(ends.map(({ cloudflare }) => cloudflare)),
    router: oneOf(ends.map(({ customer }) => customer)),
    network: oneOf(['169.254.244.0/30', '169.254.244.4/30']),
    lan: prefixesOf(ANSWERS.lan_prefixes),
    'remote name': '[0-9-]+',
    remote: prefixesOf(ANSWERS.remote_prefixes),
    host: oneOf([ANSWERS.lan_address ?? '']),
    role: oneOf(['Primary', 'Secondary']),
    number: '\\d+',
  }
}

const patternOf = (line: string, words: Record<string, string>): RegExp =>
  new RegExp(
    `^${line
      .split(/<([a-z0-9 ]+)>/)
      .map((part, index) => {
        if (index % 2 === 0) return literal(part)
        const pattern = words[part]
        if (pattern === undefined) throw new Error(`Unknown word <${part}>`)
        return pattern
      })
      .join('')}$`,
  )

interface Row {
  line: string
  syntax: string
  value: string
}

const readSources = (text: string) => {
  const rows: Row[] = []
  let block = ''
  for (const line of text.split('\n')) {
    block = /^## `(.+)`$/.exec(line)?.[1] ?? block
    const [, code, syntax = '', value = ''] = /^\| `(.+)` \| (.*?) \| ?(.*?) ?\|$/.exec(line) ?? []
    if (code) rows.push({ line: block ? `${block} > ${code}` : code, syntax, value })
  }
  const links = [...text.matchAll(/^\[(.+?)\]: (\S+)$/gm)].map(([, name = '', target = '']) => ({
    name,
    target,
  }))
  return { rows, links: new Map(links.map(({ name, target }) => [name, target])) }
}

/** Comments and the ends of blocks, which set nothing. */
const SETS_NOTHING = /^([!#].*|\[.*\]|next|end|exit-address-family|)$/

/** The lines of a configuration, each with the lines of its blocks before it. */
const linesOf = (text: string): string[] => {
  const open: { indent: number; line: string }[] = []
  return text.split('\n').flatMap((raw) => {
    const line = raw.trim()
    if (SETS_NOTHING.test(line)) return []
    const indent = raw.length - raw.trimStart().length
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop()
    const path = [...open.map((block) => block.line), line].join(' > ')
    open.push({ indent, line })
    // In FortiOS these lines only open a block; the lines in it have its sources.
    return /^(config|edit) /.test(line) ? [] : [path]
  })
}

/** The fields of a sheet, each with the title of its page before it. Lines in parentheses explain the field above. */
const fieldsOf = (text: string): string[] => {
  let page = ''
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      if (/^\S/.test(line)) page = line
      const [, label, value] = /^ {2}(\S.*?) {2,}(\S.*)$/.exec(line) ?? []
      return label ? [`${page} > ${label}: ${value}`] : []
    })
}

const goldenLines = ({ id, kind }: Device): string[] =>
  ['bgp', 'static'].flatMap((name) =>
    readdirSync(join(GOLDEN, id, name))
      .filter((file) => file !== 'beside.md' && !PARSED.has(file))
      .flatMap((file) =>
        (kind === 'sheet' ? fieldsOf : linesOf)(readFileSync(join(GOLDEN, id, name, file), 'utf8')),
      ),
  )

/** GitHub's form of a heading in a link. */
const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-')

const isThere = (target: string, from: string): boolean => {
  const [file = '', anchor = ''] = target.split('#')
  const path = join(dirname(from), file)
  if (!existsSync(path)) return false
  return [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].some(
    ([, heading = '']) => slug(heading) === anchor,
  )
}

describe.each(devices.map((device) => ({ id: device.id, device })))('$id', ({ id, device }) => {
  const path = join(GOLDEN, id, 'sources.md')
  const { rows, links } = readSources(readFileSync(path, 'utf8'))
  const patterns = rows.map(({ line }) => ({ line, pattern: patternOf(line, wordsFor(id)) }))
  const lines = goldenLines(device)

  test('every line has one row, and every row has a line', () => {
    expect(lines.length).toBeGreaterThan(8)
    const without = lines.filter((line) => patterns.filter(({ pattern }) => pattern.test(line)).length !== 1)
    expect(without).toEqual([])
    const unused = patterns.filter(({ pattern }) => !lines.some((line) => pattern.test(line)))
    expect(unused.map(({ line }) => line)).toEqual([])
  })

  test('every row has a source: public documentation, a heading of docs, or a choice with its reason', () => {
    const isSource = (cell: string): boolean =>
      /^our choice: .{10,}$/.test(cell) ||
      cell.split(', ').every((part) => links.has(/^\[(.+)\]$/.exec(part)?.[1] ?? ''))
    const wrong = rows.filter(({ syntax, value }) => !isSource(syntax) || (value !== '' && !isSource(value)))
    expect(wrong).toEqual([])
    const cells = rows.map(({ syntax, value }) => `${syntax} ${value}`).join(' ')
    for (const [name, target] of links) {
      expect(cells).toContain(`[${name}]`)
      expect([target, /^https:\/\/\S+$/.test(target) || isThere(target, path)]).toEqual([target, true])
    }
  })
})
