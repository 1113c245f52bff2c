/** What differs between two types, as a union of paths. */

/** Fields with a name; our answers also let unknown ones through. */
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

/** Objects field by field, lists by what they hold, and the rest by which may stand for which. */
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
/** Nothing to run: a difference that is not listed, or a listed one that is none, is an error here. */
export type Proof<Verdict extends true> = Verdict

/**
 * Any field of an answer may be null for us, because reads say null for what writes leave out (docs/api.md,
 * Fields).
 */
export type InAnswers<Theirs, Ours> = Exclude<Differences<Theirs, Ours>, `${string}: ours may be null`>

/** What a list holds, or the thing itself. */
export type One<T> = NonNullable<NonNullable<T> extends readonly (infer E)[] ? E : T>
