/** Parses the structure of a bird.conf, and finds the statements that BIRD would refuse. */

/** A comment or a string. Strings in BIRD have no escapes, so a quote always ends them. */
const COMMENT_OR_STRING = /#[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"[^"\n]*"/g

/** Replaces strings by numbers and comments by their line breaks, so that their content is not parsed. */
export const putAside = (text: string) => {
  const strings: string[] = []
  const plain = text.replace(COMMENT_OR_STRING, (found) => {
    // A comment that is never closed stays, as a mistake.
    const isOpen = /^\/\*/.test(found) && (found.length < 4 || !found.endsWith('*/'))
    if (!found.startsWith('"')) return `${isOpen ? '/*' : ' '}${found.replace(/[^\n]/g, '')}`
    strings.push(found.slice(1, -1))
    return `"${strings.length - 1}"`
  })
  return { plain, stringAt: (index: string) => strings[Number(index)] ?? '' }
}

export interface Statement {
  /** The words before the semicolon or the block. */
  head: string
  line: number
  /** The statements of its block; null without one. */
  block: Statement[] | null
}

/** @returns null when the braces are not balanced */
export const statementsOf = (plain: string): Statement[] | null => {
  const root: Statement[] = []
  const open = [root]
  let from = 0
  let line = 1
  let headLine = 1
  let isBlank = true
  const end = (to: number, block: Statement[] | null) => {
    const words = plain.slice(from, to).trim().replace(/\s+/g, ' ')
    if (words !== '' || block) open.at(-1)?.push({ head: words, line: headLine, block })
    from = to + 1
    isBlank = true
  }
  for (let at = 0; at < plain.length; at++) {
    const character = plain.charAt(at)
    if (character === '{') {
      const block: Statement[] = []
      end(at, block)
      open.push(block)
    } else if (character === ';' || character === '}') {
      end(at, null)
      if (character === '}') open.pop()
      if (open.length === 0) return null
    } else {
      if (isBlank) headLine = line
      if (character.trim() !== '') isBlank = false
    }
    if (character === '\n') line += 1
  }
  end(plain.length, null)
  return open.length === 1 ? root : null
}

const NAME = String.raw`(?:\w+|'[^']*')`

/** A statement of the whole file. */
const TOP = new RegExp(
  `^(?:(?:protocol|template) \\w+(?: ${NAME})?(?: from ${NAME})?|router id .+|log .+|define \\w+ = .+|include .+` +
    `|(?:function|filter|debug|watchdog|timeformat|hostname|graceful restart|threads|attribute|eval|listen|cli` +
    `|mrtdump|mpls|roa|flow4|flow6|ipv4|ipv6|vpn4|vpn6|table)\\b.*)$`,
)

/** Settings of `protocol bgp` whose value the sandbox reads, by first word. */
const READ_SETTINGS: Record<string, RegExp> = {
  local: /^local( role \w+|( \S+)?( port \w+)?( as \w+)?)$/,
  neighbor: /^neighbor( range)?( \S+)?( port \w+)?( as \w+| internal| external)?$/,
  password: /^password "\d+"$/,
  // BIRD refuses hold times of 1 and 2 s.
  hold: /^hold time (0|[3-9]|\d{2,5}|[A-Za-z_]\w*)$/,
  passive: /^passive( (on|off|yes|no|true|false))?$/,
  disabled: /^disabled( (on|off|yes|no|true|false))?$/,
  source: /^source address \S+$/,
}

/** Other settings of `protocol bgp`. */
const OTHER_SETTINGS =
  /^(advertise hostname|advertise ipv4|aggregate|allow|allow as sets|allow bgp_local_pref|allow bgp_med|allow local as|as-override|authentication|bfd|bgp|capabilities|cluster|confederation|connect (delay|retry) time|debug|default bgp_(local_pref|med)|description|deterministic med|direct|disable after (error|cease)|disable rx|dynamic name|enable (as4|extended messages|route refresh|enhanced route refresh)|enforce first as|error (wait|forget) time|evpn|extended messages|flow4|flow6|free bind|graceful restart|hostname|igp metric|interface|interpret communities|ipv4|ipv6|keepalive time|keys|link bandwidth|local role|long lived graceful restart|med metric|mrtdump|multihop|next hop|onlink|path metric|prefer older|prefix limit|require|restart time|rr|rs|router id|send hold time|setkey|startup hold time|strict bind|tx|ttl security|vpn4|vpn6|vrf)\b/

const isSetting = ({ head }: Statement): boolean =>
  (READ_SETTINGS[head.split(' ')[0] ?? ''] ?? OTHER_SETTINGS).test(head)

/** Statements that BIRD would refuse, as far as they are known here. */
export const mistakesIn = (statements: readonly Statement[]): Statement[] =>
  statements.flatMap((statement) => {
    const { head, block } = statement
    if (!TOP.test(head)) return [statement]
    return /^(protocol|template) bgp\b/.test(head)
      ? (block ?? [statement]).filter((each) => !isSetting(each))
      : []
  })
