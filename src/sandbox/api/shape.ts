/**
 * Parses a body and returns its valid parts and all errors. Invalid values are removed, so that the rules can check the
 * rest for the same answer. Unknown fields are dropped silently: it is not known what the real API does with them, but
 * its error texts are those of Go's decoder, which drops them.
 */

import type * as z from 'zod/mini'
import type { ResponseInfo } from '../../contract/envelope.ts'
import { isObject, type Json } from '../../contract/json.ts'
import { type TunnelDraft, tunnelDraft } from '../../contract/tunnel.ts'
import { at, CODES, type Doing, nullRefused } from '../refusals.ts'

const typeOf = (value: unknown): string =>
  Array.isArray(value)
    ? 'array'
    : value === null
      ? 'null'
      : typeof value === 'boolean'
        ? 'bool'
        : typeof value

/** The text is known from a similar resource, which also requires an object (docs/api.md, Envelope and errors). */
export const cannotUnmarshal = (value: unknown, goType: string): string =>
  `Invalid Request: json: cannot unmarshal ${typeOf(value)} into Go value of type ${goType}`

export const NOT_AN_OBJECT = 'map[string]interface {}'

const GO_TYPES: Record<string, string> = {
  string: 'string',
  boolean: 'bool',
  number: 'int64',
  int: 'int64',
  array: '[]string',
  object: NOT_AN_OBJECT,
}

const NULLABLE = new Set(['object', 'array'])

/**
 * Go reads null for an object or a list as missing, and clients written in Go send it. What the real API does with it
 * is not known (docs/api.md, What the stand-in invents).
 */
const isLeftOut = (issue: z.core.$ZodIssue, value: unknown): boolean =>
  value === null && issue.code === 'invalid_type' && NULLABLE.has(issue.expected)

/** The error for one issue of a schema; null when the rules report it. */
const explain = (
  issue: z.core.$ZodIssue,
  value: unknown,
  pointer: string,
  doing: Doing,
  what?: string,
): ResponseInfo | null => {
  const name = pointer.split('/').at(-1)
  if (value === undefined) return at(pointer, CODES.missing, `${name} is required`)
  if (value === null) {
    const type = issue.code === 'invalid_type' && issue.expected !== 'int' ? issue.expected : null
    const expected = type ?? (issue.code === 'invalid_value' ? 'string' : 'number')
    return at(pointer, CODES.badBody, nullRefused(expected, doing, what))
  }
  switch (issue.code) {
    case 'invalid_type':
      return at(pointer, CODES.badBody, cannotUnmarshal(value, GO_TYPES[issue.expected] ?? issue.expected))
    case 'invalid_value':
      return typeof value === 'string'
        ? at(pointer, CODES.wrongValue, `${name} must be one of ${issue.values.join(', ')}`)
        : at(pointer, CODES.badBody, cannotUnmarshal(value, 'string'))
    default:
      // The contract's rules check the characters of a key and the range of an ASN, with better messages.
      return null
  }
}

const valueAt = (body: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null)?.[key], body)

/** The JSON pointer of a path in our schemas, whose names need no escape. */
const pointerTo = (prefix: string, path: readonly PropertyKey[]): string =>
  prefix + path.map((part) => `/${String(part)}`).join('')

export interface Shape<T> {
  value: T
  errors: ResponseInfo[]
}

/** Where a value is in the body, and what the request does. */
export interface Context {
  prefix?: string
  doing?: Doing
  what?: string
}

export const readShape = <Schema extends z.ZodMiniType>(
  schema: Schema,
  given: unknown,
  { prefix = '', doing = 'updating', what }: Context = {},
): Shape<z.output<Schema>> => {
  const value = structuredClone(given)
  const errors: ResponseInfo[] = []
  for (const issue of schema.safeParse(value).error?.issues ?? []) {
    const owner = valueAt(value, issue.path.slice(0, -1))
    if (issue.code === 'unrecognized_keys') {
      const holder = valueAt(value, issue.path) as Json
      for (const key of issue.keys) delete holder[key]
      continue
    }
    const last = issue.path.at(-1)
    const found = valueAt(given, issue.path)
    if (isLeftOut(issue, found) && last !== undefined) {
      // Not deleted: a partial update removes the fields that are null.
      ;(owner as Record<PropertyKey, unknown>)[last] = undefined
      continue
    }
    const error = explain(issue, found, pointerTo(prefix, issue.path), doing, what)
    if (!error) continue
    errors.push(error)
    if (last !== undefined) delete (owner as Record<PropertyKey, unknown>)[last]
  }
  return { value: value as z.output<Schema>, errors }
}

/**
 * Parses a tunnel. The result has the health check's target always in object form.
 * @param objectTarget whether the request has `x-magic-new-hc-target: true`, which requires that form; else a string
 */
export const readTunnel = (given: Json, objectTarget: boolean, context: Context = {}): Shape<TunnelDraft> => {
  const { prefix = '', doing = 'updating' } = context
  const body = structuredClone(given)
  const errors: ResponseInfo[] = []
  const check = body.health_check
  if (isObject(check) && 'target' in check) {
    const { target } = check
    const isRightForm = objectTarget ? isObject(target) || target === null : typeof target === 'string'
    if (!isRightForm) {
      errors.push(wrongTarget(target, objectTarget, `${prefix}/health_check/target`, doing))
      delete check.target
    } else if (!objectTarget) {
      check.target = { saved: target }
    }
  }
  const read = readShape(tunnelDraft, body, context)
  return { value: read.value, errors: [...errors, ...read.errors] }
}

/** API page: "Must be in object form if the header is set to true and string form if absent or false." */
const wrongTarget = (target: unknown, objectTarget: boolean, pointer: string, doing: Doing): ResponseInfo => {
  if (target === null) return at(pointer, CODES.badBody, nullRefused('string', doing))
  if (objectTarget && typeof target === 'string') {
    return at(
      pointer,
      CODES.targetForm,
      'With x-magic-new-hc-target: true the target is an object: {"saved": …}',
    )
  }
  if (!objectTarget && isObject(target)) {
    return at(pointer, CODES.targetForm, 'Without x-magic-new-hc-target: true the target is a string')
  }
  return at(pointer, CODES.badBody, cannotUnmarshal(target, objectTarget ? NOT_AN_OBJECT : 'string'))
}
