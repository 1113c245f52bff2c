/**
 * What one row of the table of fields says (docs/architecture.md, The table of fields). The rows stand in
 * basics.ts, advanced.ts, bgp.ts and health.ts; table.ts puts them together.
 */
import * as z from 'zod/mini'
import { tidyAddress } from '../address-text.ts'
import type { Finding, Neighbour } from '../finding.ts'
import type { Tunnel, TunnelInput } from '../tunnel.ts'

// ---- places on the wire ----------------------------------------------------------------------------------

type Leaf = string | number | boolean | readonly unknown[]

type PathsOf<Shape, Before extends string = ''> = {
  [Key in keyof Shape & string]-?: NonNullable<Shape[Key]> extends Leaf
    ? `${Before}${Key}`
    : PathsOf<NonNullable<Shape[Key]>, `${Before}${Key}.`>
}[keyof Shape & string]

/** The place of a value in a tunnel on the wire, for example `bgp.customer_asn`. */
export type WirePath = PathsOf<TunnelInput>

type At<Shape, Path extends string> = Path extends `${infer Key}.${infer Rest}`
  ? Key extends keyof Shape
    ? At<NonNullable<Shape[Key]>, Rest>
    : never
  : Path extends keyof Shape
    ? NonNullable<Shape[Path]>
    : never

/** The type of the value at that place. */
export type WireAt<Path extends string> = At<TunnelInput, Path>

// ---- values of the form ----------------------------------------------------------------------------------

/** What the form holds, blank where nothing was entered. Each has a default, so that an older draft still loads. */
export const text = z._default(z.string(), '')
export const off = z._default(z.boolean(), false)
export const on = z._default(z.boolean(), true)

export type Shape = Record<string, z.ZodMiniType>

/** Whether a value is text that is typed, not a switch or a choice. */
export const isTypedText = (values: Shape, name: string): boolean => values[name] === text

export type ValuesOf<S extends Shape> = { [Key in keyof S]: z.output<S[Key]> }

// ---- how a field reads -----------------------------------------------------------------------------------

/** What Review and the tunnel's page show of a field. */
export type Shown =
  /** Written by a person, or a sentence of ours. */
  | { kind: 'words'; text: string; note?: string }
  /** One of a fixed set; Review marks the default. */
  | { kind: 'choice'; text: string }
  /** Machine values, one a line. */
  | { kind: 'mono'; lines: readonly string[]; note?: string }
  /** A key that may be looked at on request. */
  | { kind: 'key'; length: number }
  | { kind: 'none' }

/** On the page a key shows as the time when it was set, as the API wrote it. */
export type ShownOnPage = Shown | { kind: 'set on'; at: string }

export const NONE: Shown = { kind: 'none' }

export const words = (line: string, note?: string): Shown =>
  line === '' ? NONE : { kind: 'words', text: line, ...(note === undefined ? {} : { note }) }

export const mono = (lines: string | readonly string[], note?: string): Shown => {
  const filled = [lines].flat().filter((line) => line !== '')
  return filled.length === 0 ? NONE : { kind: 'mono', lines: filled, ...(note === undefined ? {} : { note }) }
}

/** A word of the wire, as people write it. */
export const choice = (word: string | null | undefined): Shown =>
  word ? { kind: 'choice', text: word.charAt(0).toUpperCase() + word.slice(1) } : NONE

export const onOff = (flag: boolean | null | undefined): Shown => choice(flag ? 'on' : 'off')

// ---- the row ---------------------------------------------------------------------------------------------

/** `index` is the entry of a list that the finding is about. */
export interface FieldFinding extends Finding {
  index?: number
}

export type FieldStep = 'basics' | 'bgp' | 'health'

/** Switches that turn a part of the tunnel off: what belongs to it is kept, and neither judged nor sent. */
export type PartSwitch = 'bgp_enabled' | 'health_enabled'

export interface Field<
  Path extends WirePath,
  Own extends Shape,
  Others extends Shape,
  Secret extends boolean,
> {
  /** Its place on the wire. The API's error pointers name the same place. */
  path: Path
  step: FieldStep
  /** What its control is called. */
  label: string
  /** What it is called in a list of facts, away from its step. */
  term: string
  /** Where its control is. A field without one is carried through an edit as it was read. */
  control: 'open' | 'advanced' | 'none'
  /** The API refuses a tunnel without it; under a switch, only while that is on. */
  required: boolean
  /** The switch that it depends on, if any. */
  part: PartSwitch | null
  /** Never shown, stored or sent before Review. */
  secret: Secret
  /** What the form holds for it. A key is held under the field's name, and `..._lost` says that a reload dropped it. */
  values: Own
  /** Values of other rows that its judgement looks at. */
  others: Others
  /** Nothing was entered. Switches and choices are never blank. */
  isBlank(values: ValuesOf<Own>): boolean
  /** Every finding, the gravest first. It is remembered as long as `values`, `others` and the neighbours stay. */
  judge(values: ValuesOf<Own & Others>, neighbours: readonly Neighbour[]): readonly FieldFinding[]
  /** Its error cannot be fixed by typing on, so it is shown at the key press. */
  isBeyondTyping(values: ValuesOf<Own>): boolean
  /**
   * What is sent; undefined leaves it out. Surrounding blanks are trimmed everywhere but in keys, where they count.
   * @param generatedPsk the key made in this browser
   */
  toWire(values: ValuesOf<Own>, generatedPsk: string): WireAt<Path> | undefined
  /** What the form holds for a tunnel that was read. What the API leaves out or nulls becomes blank or the default. */
  fromWire(tunnel: Tunnel): ValuesOf<Own>
  review(values: ValuesOf<Own>): Shown
  /** Null leaves it out of the page's configuration list. */
  page(tunnel: Tunnel): ShownOnPage | null
  /** What a test enters, and what it must be on the wire; null for what is never sent. */
  example: { values: Partial<ValuesOf<Own>>; wire: WireAt<Path> } | null
}

/** A row as its own type, so that the table knows its place on the wire and its values. */
export const field = <Path extends WirePath, Own extends Shape, Others extends Shape, Secret extends boolean>(
  row: Field<Path, Own, Others, Secret>,
): Field<Path, Own, Others, Secret> => row

/** Any row, for what is done with all of them alike. */
export type AnyField = Field<WirePath, Shape, Shape, boolean>

// ---- parts that many rows share --------------------------------------------------------------------------

export const never = (): boolean => false
export const nothing = (): FieldFinding[] => []

export const isBlankText = (typed: string): boolean => typed.trim() === ''

/** An address as it is judged, shown and sent, also while its field has not been left; left out when blank. */
export const sentAddress = (typed: string): string | undefined => tidyAddress(typed) || undefined

/** Text as it is sent: trimmed, left out when blank. */
export const sent = (typed: string): string | undefined => typed.trim() || undefined
