/** Serves the built app from the asset store that is deployed with the Worker. */
import { type Assets, typeOf } from '../http/pages.ts'
import type { Fetcher } from './runtime.ts'

/** The store finds exact paths, and the runtime compresses responses. */
export const assetsIn =
  (store: Fetcher): Assets =>
  async (path) => {
    const type = typeOf(path)
    if (type === null) return null
    const { status, body } = await store.fetch(`https://assets.invalid${path}`)
    if (status === 200 && body !== null) return { body, type, encoding: null }
    await body?.cancel()
    return null
  }
