/** The built app, from the asset store that is deployed with the Worker. */
import { type Assets, typeOf } from '../http/pages.ts'
import type { Fetcher } from './runtime.ts'

/** The store looks up exact paths, and what is compressed for the way is the runtime's business. */
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
