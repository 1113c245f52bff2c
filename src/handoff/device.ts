/**
 * What a row of the table of devices holds. A row is one router or cloud gateway: what it can express, what the
 * tunnel must be set to for it, what a person must still decide, and what is then made for it. Everything here
 * is pure: the same tunnel and answers give the same text. docs/routers.md, Devices.
 */
import type { Cidr4 } from '../contract/address.ts'
import type { Finding } from '../contract/finding.ts'
import type { TunnelDraft } from '../contract/tunnel.ts'
import { DEVICE_NAMES, type DeviceId } from './device-names.ts'
import type { TunnelFacts } from './facts.ts'
import type { IdentityKind } from './identity.ts'
import type { Question, Read } from './questions.ts'

/** A finding and the field of the tunnel (dotted wire name), or the question (`answers.ID`), that it is about. */
export interface HandoffFinding extends Finding {
  field: string
}

/** What a device accepts as a key. */
export interface KeyRule {
  min?: number
  max?: number
  /** What it cannot carry; the first that matches is reported. */
  refuses: readonly { pattern: RegExp; because: string; instead: string }[]
}

/** The host of `address` is Cloudflare's side. */
export interface AddressRule {
  refuses: (address: Cidr4, hasBgp: boolean) => boolean
  because: string
}

export interface Expresses {
  psk: KeyRule
  /** BGP with an MD5 key; a sentence when the device has none. */
  md5: KeyRule | { unsupported: string }
  /** BGP over this tunnel; a sentence when the device has none, or none that is documented. */
  bgp: true | { unsupported: string }
  /** Interface addresses that do not work on the device. */
  addresses: readonly AddressRule[]
  /** How many tunnels one file can hold, and whether the two of a site go to one Cloudflare endpoint. */
  tunnels: 1 | 2 | 'two to one endpoint'
  /** Kinds of IKE identity that the device can send, the preferred first. */
  identities: readonly [IdentityKind, ...IdentityKind[]]
  /** What the device is set to. Where it is not what Cloudflare recommends, a note says why. */
  parameters: { ike: string; esp: string }
}

/** What a tunnel must be set to for a device, in the wire's field names. The reason goes on behind a colon. */
export type Setting =
  | { field: 'replay_protection'; value: boolean; reason: string }
  | { field: 'health_check.type'; value: 'request' | 'reply'; reason: string }
  | { field: 'health_check.direction'; value: 'unidirectional' | 'bidirectional'; reason: string }
  | { field: 'health_check.rate'; value: 'low' | 'mid' | 'high'; reason: string }
  /** Null: a person must type it, because it depends on the site. */
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
  /** The name it is downloaded under. */
  name: string
  /** Where it belongs on the device, or how it is entered. */
  place: string
  language: Language
  text: string
  /** Commands that take it back. */
  rollback: string
}

/** A field-by-field sheet, page by page as the device's own pages are. */
export interface SheetPage {
  title: string
  rows: readonly { label: string; value: string; note?: string }[]
}

/** A command on the device and what it prints when all is well. */
export interface Check {
  command: string
  expect: string
}

/** How to set the key so that it reaches no shell history and no list of processes. */
export interface KeyEntry {
  how: string
  commands: string
}

interface RowBase<S extends Questions, T extends Questions> {
  id: DeviceId
  expresses: Expresses
  /** What the tunnel must be set to; the draft is what the form would send. */
  settings: (draft: TunnelDraft) => readonly Setting[]
  /** What a person must still decide, once for the site and once for each tunnel. */
  questions: { site: S; tunnel: T }
  notes: (context: Context<S, T>) => readonly string[]
  verify: (context: Context<S, T>) => readonly [Check, Check, Check]
  keyEntry: ((context: Context<S, T>) => KeyEntry) | null
  /** Public addresses of what the row was written from. */
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

/** A row with its name, without the type of its own questions, as the table holds it. */
export type Device = Row<Questions, Questions> & { name: string }

/** Checks a row against the types of its own questions, then gives it the type of the table. */
export const device = <const S extends Questions, const T extends Questions>(row: Row<S, T>): Device =>
  ({ ...row, name: DEVICE_NAMES[row.id] }) as unknown as Device
