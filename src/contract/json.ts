/** JSON that no schema has parsed, and the values at its paths, such as `bgp.customer_asn`. */
export type Json = Record<string, unknown>

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

// Own properties only: a path with `__proto__` must not reach what all objects share.
const has = (value: unknown, key: string): value is Json => isObject(value) && Object.hasOwn(value, key)

/** Undefined if the value, or an object around it, is missing. */
export const valueAt = (root: object, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (has(value, key) ? value[key] : undefined), root)

/** The object around a path; missing objects are created. */
export const holderOf = (root: Json, path: string): Json =>
  path
    .split('.')
    .slice(0, -1)
    .reduce<Json>((object, key) => {
      if (!has(object, key) || !isObject(object[key])) object[key] = {}
      return object[key] as Json
    }, root)

export const setAt = (root: Json, path: string, value: unknown): void => {
  holderOf(root, path)[path.split('.').at(-1) ?? ''] = value
}
