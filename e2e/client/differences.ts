/** The differences between two types, as a union of paths. */

/** The named fields of a type; types of our answers also have an index signature for unknown fields. */
export type Named<T> = { [K in keyof T as string extends K ? never : K]: T[K] }
type Below<Path extends string, K> = K extends string ? (Path extends '' ? K : `${Path}.${K}`) : never

export type Differences<Theirs, Ours, Path extends string = ''> =
  | {
      [K in keyof Named<Theirs>]-?: K extends keyof Named<Ours> ? never : `${Below<Path, K>}: only theirs`
    }[keyof Named<Theirs>]
  | {
      [K in keyof Named<Ours>]-?: K extends keyof Named<Theirs> ? never : `${Below<Path, K>}: only ours`
    }[keyof Named<Ours>]
  | {
      [K in keyof Named<Theirs> & keyof Named<Ours>]-?:
        | Presence<Named<Theirs>, Named<Ours>, K, Below<Path, K>>
        | Values<NonNullable<Named<Theirs>[K]>, NonNullable<Named<Ours>[K]>, Below<Path, K>>
    }[keyof Named<Theirs> & keyof Named<Ours>]

type IsOptional<T, K extends keyof T> = Record<never, never> extends Pick<T, K> ? true : false
type Presence<Theirs, Ours, K extends keyof Theirs & keyof Ours, Path extends string> =
  | (IsOptional<Theirs, K> extends IsOptional<Ours, K>
      ? never
      : `${Path}: ${IsOptional<Theirs, K> extends true ? 'required by ours' : 'required by theirs'}`)
  | (null extends Theirs[K] ? (null extends Ours[K] ? never : `${Path}: theirs may be null`) : never)
  | (null extends Ours[K] ? (null extends Theirs[K] ? never : `${Path}: ours may be null`) : never)

/** Compares objects by field, lists by their elements, and other types by assignability. */
type Values<Theirs, Ours, Path extends string> =
  | Objects<Extract<Theirs, object>, Extract<Ours, object>, Path>
  | Plain<Exclude<Theirs, object>, Exclude<Ours, object>, Path>
type Objects<Theirs, Ours, Path extends string> = [Theirs] extends [never]
  ? [Ours] extends [never]
    ? never
    : `${Path}: no object in theirs`
  : [Ours] extends [never]
    ? `${Path}: no object in ours`
    : [Theirs, Ours] extends [readonly (infer A)[], readonly (infer B)[]]
      ? Values<A, B, Path>
      : Differences<Theirs, Ours, Path>
type Plain<Theirs, Ours, Path extends string> = [Theirs] extends [Ours]
  ? [Ours] extends [Theirs]
    ? never
    : `${Path}: ours is wider`
  : [Ours] extends [Theirs]
    ? `${Path}: ours is narrower`
    : `${Path}: unrelated`

export type Exactly<Found extends string, Meant extends string> = [Found] extends [Meant]
  ? [Meant] extends [Found]
    ? true
    : { listed: Exclude<Meant, Found> }
  : { found: Exclude<Found, Meant> }
/** Fails to compile for a difference that is not listed, and for a listed one that does not exist. */
export type Proof<Verdict extends true> = Verdict

/**
 * The differences in answers. Our types allow null for any field, because reads return null for fields that writes omit
 * (docs/api.md, Fields).
 */
export type InAnswers<Theirs, Ours> = Exclude<Differences<Theirs, Ours>, `${string}: ours may be null`>

/** The element type of a list, or the type itself. */
export type One<T> = NonNullable<NonNullable<T> extends readonly (infer E)[] ? E : T>
