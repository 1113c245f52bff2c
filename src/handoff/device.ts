/**
 * A row of the table of devices. A row is one router or cloud gateway: what it can express, how the tunnel
 * must be set for it, which questions a person must answer, and the files or pages made from that. All
 * functions are pure: the same tunnel and answers give the same text. docs/routers.md, Devices.
 */
import type { Cidr4 } from '../contract/address.ts'
import type { TunnelDraft } from '../contract/tunnel.ts'
import { DEVICE_NAMES, type DeviceId } from './device-names.ts'
import type { TunnelFacts } from './facts.ts'
import type { IdentityKind } from './identity.ts'
import type { Question, Read } from './questions.ts'

/** Which keys a device accepts. */
export interface KeyRule {
  min?: number
  max?: number
  /** Keys that it cannot express. The first match is reported. */
  refuses: readonly { pattern: RegExp; because: string; instead: string }[]
}

export interface AddressRule {
  /** @param address Cloudflare's interface address with its prefix length */
  refuses: (address: Cidr4, hasBgp: boolean) => boolean
  because: string
}

export interface Expresses {
  psk: KeyRule
  /** MD5 keys for BGP, or a sentence that says why there are none. */
  md5: KeyRule | { unsupported: string }
  /** BGP over the tunnel, or a sentence that says why it is missing or undocumented. */
  bgp: true | { unsupported: string }
  /** Interface addresses that do not work on the device. */
  addresses: readonly AddressRule[]
  /** How many tunnels one file can contain, and whether the two of a site use one Cloudflare endpoint. */
  tunnels: 1 | 2 | 'two to one endpoint'
  /** Kinds of IKE identity that the device can send, the preferred one first. */
  identities: readonly [IdentityKind, ...IdentityKind[]]
  /** The proposals on the device. Where they differ from Cloudflare's recommendation, a note says why. */
  parameters: { ike: string; esp: string }
}

/** A value that a tunnel needs for a device. The page shows `reason` after a colon. */
export type Setting =
  | { field: 'replay_protection'; value: boolean; reason: string }
  | { field: 'health_check.type'; value: 'request' | 'reply'; reason: string }
  | { field: 'health_check.direction'; value: 'unidirectional' | 'bidirectional'; reason: string }
  | { field: 'health_check.rate'; value: 'low' | 'mid' | 'high'; reason: string }
  /** With null a person must type the target, because it depends on the site. */
  | { field: 'health_check.target'; value: string | null; reason: string }

export type Questions = Record<string, Question<unknown>>
export type Answers<Q extends Questions> = { [K in keyof Q]: Read<Q[K]> }

export type Linked<T extends Questions> = TunnelFacts & { answers: Answers<T> }

export interface Context<S extends Questions, T extends Questions> {
  /** One tunnel, or two of one site. */
  tunnels: readonly [Linked<T>, ...Linked<T>[]]
  answers: Answers<S>
}

export type Language =
  | 'swanctl'
  | 'frr'
  | 'bird'
  | 'nft'
  | 'sh'
  | 'ini'
  | 'vyos'
  | 'ios'
  | 'junos'
  | 'fortios'
  | 'panos'
  | 'routeros'
  | 'text'

export interface HandoffFile {
  /** The file name of the download. */
  name: string
  /** Where it belongs on the device, or how it is entered. */
  place: string
  language: Language
  text: string
  /** Commands that undo it. */
  rollback: string
}

/** One page of the device's own interface, with the value for each field. */
export interface SheetPage {
  title: string
  rows: readonly { label: string; value: string; note?: string }[]
}

/** A command on the device and the output that shows success. */
export interface Check {
  command: string
  expect: string
}

/** How to set the key without putting it into the shell history or the process list. */
export interface KeyEntry {
  how: string
  commands: string
}

interface RowBase<S extends Questions, T extends Questions> {
  id: DeviceId
  expresses: Expresses
  /** @param draft the request body that the form would send */
  settings: (draft: TunnelDraft) => readonly Setting[]
  /** Questions to a person, for the site once and for each tunnel. */
  questions: { site: S; tunnel: T }
  notes: (context: Context<S, T>) => readonly string[]
  verify: (context: Context<S, T>) => readonly [Check, Check, Check]
  keyEntry: ((context: Context<S, T>) => KeyEntry) | null
  /** URLs of the documentation that the row was written from. */
  sources: readonly [string, ...string[]]
}

export interface FilesRow<S extends Questions, T extends Questions> extends RowBase<S, T> {
  kind: 'files'
  files: (context: Context<S, T>) => readonly [HandoffFile, ...HandoffFile[]]
}

export interface SheetRow<S extends Questions, T extends Questions> extends RowBase<S, T> {
  kind: 'sheet'
  pages: (context: Context<S, T>) => readonly [SheetPage, ...SheetPage[]]
  rollback: string
}

export type Row<S extends Questions, T extends Questions> = FilesRow<S, T> | SheetRow<S, T>

/** A row with its name as it is in the table: without the type of its own questions. */
export type Device = Row<Questions, Questions> & { name: string }

/** Checks a row against the types of its own questions, and returns it with the type of the table. */
export const device = <const S extends Questions, const T extends Questions>(row: Row<S, T>): Device =>
  ({ ...row, name: DEVICE_NAMES[row.id] }) as unknown as Device
