/**
 * The options of a connection in swanctl.conf and the values that strongSwan accepts for them. strongSwan discards a
 * connection with an unknown option or an invalid value; it ignores unknown sections.
 */
import type { Section } from './read-settings.ts'

type IsValid = (value: string) => boolean

const any: IsValid = () => true
const matches =
  (pattern: RegExp): IsValid =>
  (value) =>
    pattern.test(value)
const isSwitch = matches(/^(yes|no|true|false|enabled|disabled|1|0)$/i)
const isTime = matches(/^\d+[smhd]?$/)
const isNumber = matches(/^\d+$/)
const isAction = matches(/^(none|clear|trap|hold|start|restart|trap\|start)$/)
const isInterfaceId = matches(/^(\d+|0x[0-9a-f]+|%unique|%unique-dir)$/i)

/** Splits a list at its commas. */
export const listOf = (text = ''): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

const ENCRYPTION =
  /^(null|des|3des|(aes|camellia)(128|192|256)?(ctr|(ccm|gcm)(8|12|16|64|96|128)?|gmac)?|(blowfish|serpent|twofish)(128|192|256)?|cast128|chacha20poly1305)$/
const INTEGRITY = /^(md5(_128)?|sha|sha1(_160)?|sha2?_?(256(_96)?|384|512)|(aes|camellia)(xcbc|cmac))$/
const PRF = /^prf(md5|sha1|sha256|sha384|sha512|aesxcbc|aescmac|camelliaxcbc)$/
const GROUP =
  /^(ke[1-7]_)?(modp(768|1024|1536|2048|3072|4096|6144|8192|1024s160|2048s224|2048s256|none|null)|ecp(192|224|256|384|521)(bp)?|(curve|x)(25519|448)|mlkem(512|768|1024)|ntru\d+|newhope128|none)$/

export const isAead = (word: string): boolean => /gcm|ccm|chacha/.test(word)

/** IKE needs a group, and a PRF or an integrity algorithm to derive it from. */
const isIkeProposal = (proposal: string): boolean => {
  const words = proposal.split('-')
  const isAuthenticated = words.some((word) => (words.some(isAead) ? PRF : INTEGRITY).test(word))
  return proposal === 'default' || (isAuthenticated && words.some((word) => GROUP.test(word)))
}

const isProposals =
  (isComplete: IsValid): IsValid =>
  (value) =>
    listOf(value).every(
      (proposal) =>
        isComplete(proposal) &&
        proposal
          .split('-')
          .every(
            (word) =>
              /^(default|esn|noesn)$/.test(word) ||
              [ENCRYPTION, INTEGRITY, PRF, GROUP].some((each) => each.test(word)),
          ),
    )

const isSelectors: IsValid = (value) =>
  listOf(value).every((part) => /^(dynamic|[\da-f.:]+(\/\d+|-[\da-f.:]+)?)(\[[^\]]*\])?$/i.test(part))

const names = (text: string): Record<string, IsValid> =>
  Object.fromEntries(text.split(' ').map((name) => [name, any]))

const CONNECTION: Record<string, IsValid> = {
  ...names(
    'version local_addrs remote_addrs local_port remote_port dscp fragmentation childless send_cert ppk_id unique vips pools mediated_by mediation_peer ocsp',
  ),
  proposals: isProposals(isIkeProposal),
  keyingtries: matches(/^(\d+|%forever)$/),
  if_id_in: isInterfaceId,
  if_id_out: isInterfaceId,
  ...Object.fromEntries(
    ['aggressive', 'pull', 'encap', 'mobike', 'send_certreq', 'ppk_required', 'mediation'].map((name) => [
      name,
      isSwitch,
    ]),
  ),
  ...Object.fromEntries(
    ['dpd_delay', 'dpd_timeout', 'reauth_time', 'rekey_time', 'over_time', 'rand_time'].map((name) => [
      name,
      isTime,
    ]),
  ),
}

const CHILD: Record<string, IsValid> = {
  ...names(
    'updown inactivity reqid mark_in mark_out set_mark_in set_mark_out tfc_padding hw_offload priority interface copy_dscp label label_mode ah_proposals per_cpu_sas life_time rand_time',
  ),
  ...names('rekey_bytes life_bytes rand_bytes rekey_packets life_packets rand_packets'),
  esp_proposals: isProposals(any),
  local_ts: isSelectors,
  remote_ts: isSelectors,
  mode: matches(/^(tunnel|transport|transport_proxy|beet|pass|drop)$/i),
  dpd_action: isAction,
  start_action: isAction,
  close_action: isAction,
  rekey_time: isTime,
  replay_window: isNumber,
  if_id_in: isInterfaceId,
  if_id_out: isInterfaceId,
  ...Object.fromEntries(
    [
      'hostaccess',
      'policies',
      'policies_fwd_out',
      'ipcomp',
      'mark_in_sa',
      'sha256_96',
      'copy_df',
      'copy_ecn',
    ].map((name) => [name, isSwitch]),
  ),
}

const END: Record<string, IsValid> = {
  ...names('round certs cert_policy pubkeys id eap_id aaa_id xauth_id groups cacerts ca_id revocation'),
  auth: matches(/^(psk|pubkey|(rsa|ecdsa|bliss|ed\d+|ike:)\S*|eap\S*|xauth\S*|any)$/),
}

export interface WrongOption {
  line: number
  /** The option whose value is invalid; null for an unknown option, whose name may be part of a key. */
  name: string | null
}

/** @returns the first option that is unknown or has an invalid value */
const wrongIn = ({ values, lines }: Section, options: Record<string, IsValid>): WrongOption | undefined => {
  const [name] = [...values].find(([option, value]) => !options[option]?.(value)) ?? []
  return name === undefined ? name : { line: lines.get(name) ?? 0, name: options[name] ? name : null }
}

/** @returns the option for which strongSwan discards the connection */
export const wrongOption = (connection: Section): WrongOption | undefined => {
  const ends = [...connection.sections].filter(([name]) => /^(local|remote)/.test(name))
  const children = [...(connection.sections.get('children')?.sections.values() ?? [])]
  return (
    wrongIn(connection, CONNECTION) ??
    [...ends.map(([, end]) => wrongIn(end, END)), ...children.map((child) => wrongIn(child, CHILD))].find(
      Boolean,
    )
  )
}
