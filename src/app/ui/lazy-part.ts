/** Parts of a page whose code loads when they are first rendered, and that the rest of the page does not need. */
import { type ComponentType, lazy } from 'react'
import { createListeners } from './listeners.ts'

/** Told when a reload becomes necessary, to see a missing part or a new version. */
export const reloadReasons = createListeners()

let isMissing = false

const miss = () => {
  isMissing = true
  reloadReasons.tell()
  return () => null
}

/**
 * React's `lazy`, for code that may not arrive. `lazy` itself throws then, which removes the page and the keys on it.
 * Here only the part is missing.
 */
export const lazyPart = <P>(load: () => Promise<ComponentType<P>>) =>
  lazy<ComponentType<P>>(async () => ({ default: await load().catch(miss) }))

/** Whether a part is missing. Browsers do not fetch its code again, so only a reload brings it. */
export const isPartMissing = (): boolean => isMissing
