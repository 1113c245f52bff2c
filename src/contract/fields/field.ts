/**
 * The type of a row in the table of fields (docs/architecture.md, The table of fields). The rows are in
 * basics.ts, advanced.ts, bgp.ts, health.ts and keys.ts; table.ts combines them.
 */
import * as z from 'zod/mini'
import { tidyAddress } from '../address/typed-address.ts'
import type { Finding, Neighbour } from '../finding.ts'
import type { Tunnel, TunnelInput } from '../tunnel.ts'

// ---- paths in the API's JSON -----------------------------------------------------------------------------

type Leaf = string | number | boolean | readonly unknown[]

type PathsOf<Shape, Before extends string = ''> = {
  [Key in keyof Shape & string]-?: NonNullable<Shape[Key]> extends Leaf
    ? `${Before}${Key}`
    : PathsOf<NonNullable<Shape[Key]>, `${Before}${Key}.`>
}[keyof Shape & string]

/** The path of a value in a tunnel's JSON, for example `bgp.customer_asn`. */
export type WirePath = PathsOf<TunnelInput>

type At<Shape, Path extends string> = Path extends `${infer Key}.${infer Rest}`
  ? Key extends keyof Shape
    ? At<NonNullable<Shape[Key]>, Rest>
    : never
  : Path extends keyof Shape
    ? NonNullable<Shape[Path]>
    : never

/** The type of the value at that path. */
export type WireAt<Path extends string> = At<TunnelInput, Path>

/** Only the fields in a response's schema: a loose schema's type accepts any name, also a mistyped one. */
type Declared<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [Key in keyof T as string extends Key ? never : Key]: Declared<T[Key]> }
    : T

// ---- values of the form ----------------------------------------------------------------------------------

/** Schemas of the form's values. Each has a default, so that an older draft still loads. */
export const text = z._default(z.string(), '')
export const off = z._default(z.boolean(), false)
export const on = z._default(z.boolean(), true)

export type Shape = Record<string, z.ZodMiniType>

/** Whether a value is typed text, not a switch or a choice. */
export const isTypedText = (values: Shape, name: string): boolean => values[name] === text

export type ValuesOf<S extends Shape> = { [Key in keyof S]: z.output<S[Key]> }

// ---- how a field is displayed ----------------------------------------------------------------------------

/** How Review and the tunnel's page display a field. */
export type Shown =
  /** Text by a person, or a sentence of the app. */
  | { kind: 'words'; text: string; note?: string }
  /** One of a fixed set; Review marks the default. */
  | { kind: 'choice'; text: string }
  /** Machine values, one per line. */
  | { kind: 'mono'; lines: readonly string[]; note?: string }
  /** A key that can be revealed. */
  | { kind: 'key'; length: number }
  | { kind: 'none' }

/** On the tunnel's page a key is displayed as the time when it was set, as the API wrote it. */
export type ShownOnPage = Shown | { kind: 'set on'; at: string }

export const NONE: Shown = { kind: 'none' }

export const words = (line: string, note?: string): Shown =>
  line === '' ? NONE : { kind: 'words', text: line, ...(note === undefined ? {} : { note }) }

export const mono = (lines: string | readonly string[], note?: string): Shown => {
  const filled = [lines].flat().filter((line) => line !== '')
  return filled.length === 0 ? NONE : { kind: 'mono', lines: filled, ...(note === undefined ? {} : { note }) }
}

/** A word of the API, capitalised. */
export const choice = (word: string | null | undefined): Shown =>
  word ? { kind: 'choice', text: word.charAt(0).toUpperCase() + word.slice(1) } : NONE

export const onOff = (flag: boolean | null | undefined): Shown => choice(flag ? 'on' : 'off')

// ---- the row ---------------------------------------------------------------------------------------------

/** `index` is the index of the list entry that the finding is about. */
export interface FieldFinding extends Finding {
  index?: number
}

export type FieldStep = 'basics' | 'bgp' | 'health'

/**
 * Switches that turn a part of the tunnel off. Values of a part that is off are kept, but neither checked nor
 * sent.
 */
export type PartSwitch = 'bgp_enabled' | 'health_enabled'

export interface Field<
  Path extends WirePath,
  Own extends Shape,
  Others extends Shape,
  Secret extends boolean,
> {
  /** Its path in the API's JSON, which is also the path in the API's error pointers. */
  path: Path
  step: FieldStep
  /** The label of its control. */
  label: string
  /** Its name in lists outside its step. */
  term: string
  /** Where its control is. An edit sends a field without a control back as it was read. */
  control: 'open' | 'advanced' | 'none'
  /** Whether the API refuses a tunnel without it. With a `part`, only while that is on. */
  required: boolean
  /** The switch that it depends on, if any. */
  part: PartSwitch | null
  /** Whether it is a key: never shown, stored or sent before Review. */
  secret: Secret
  /** Its values in the form. A key has the field's name, and `..._lost` says that a reload removed it. */
  values: Own
  /** Values of other rows that `judge` needs. */
  others: Others
  /** Whether nothing was entered. Switches and choices are never blank. */
  isBlank(values: ValuesOf<Own>): boolean
  /**
   * All findings, the most severe first. Cached while `values`, `others` and the neighbours are unchanged.
   */
  judge(values: ValuesOf<Own & Others>, neighbours: readonly Neighbour[]): readonly FieldFinding[]
  /** Whether more typing cannot fix its error, which is then shown at once. */
  isBeyondTyping(values: ValuesOf<Own>): boolean
  /**
   * The value to send; undefined leaves the field out. Text is trimmed, except keys, where blanks count.
   * @param generatedPsk the key made in this browser
   */
  toWire(values: ValuesOf<Own>, generatedPsk: string): WireAt<Path> | undefined
  /** The form's values for a tunnel that was read. An absent or null value becomes blank or the default. */
  fromWire(tunnel: Declared<Tunnel>): ValuesOf<Own>
  review(values: ValuesOf<Own>): Shown
  /** Null leaves it out of the list on the tunnel's page. */
  page(tunnel: Declared<Tunnel>): ShownOnPage | null
  /** An example for tests: what is entered and what is sent; null for a field that is never sent. */
  example: { values: Partial<ValuesOf<Own>>; wire: WireAt<Path> } | null
}

/** Keeps the exact type of a row, so that the type of the table contains its path and its values. */
export const field = <Path extends WirePath, Own extends Shape, Others extends Shape, Secret extends boolean>(
  row: Field<Path, Own, Others, Secret>,
): Field<Path, Own, Others, Secret> => row

/** The common type of all rows. */
export type AnyField = Field<WirePath, Shape, Shape, boolean>

// ---- parts that many rows share --------------------------------------------------------------------------

export const never = (): boolean => false
export const nothing = (): FieldFinding[] => []

export const isBlankText = (typed: string): boolean => typed.trim() === ''

/** An address as it is checked, shown and sent, also while its field has the focus; undefined when blank. */
export const sentAddress = (typed: string): string | undefined => tidyAddress(typed) || undefined

/** Text as it is sent: trimmed; undefined when blank. */
export const sent = (typed: string): string | undefined => typed.trim() || undefined
