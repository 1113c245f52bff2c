/**
 * A part of a page whose code loads after the page. When the code cannot be fetched, React's own `lazy` throws, which
 * replaces the whole page, and never tries again. This shows a message in place of the part, and tries again.
 */
import { type ComponentType, useEffect, useReducer } from 'react'
import { Button } from './button.tsx'

/**
 * Chromium never fetches a module again that it could not fetch, so only a new page can load it. Without a server, a
 * reload would replace this page by the browser's error.
 */
const reloadIfReachable = () =>
  fetch(location.href, { redirect: 'manual' }).then(
    () => location.reload(),
    () => {},
  )

/** @param what names the part in the failure message; null for an optional part, which fails without a message */
export const loadedLater = <P extends object>(what: string | null, load: () => Promise<ComponentType<P>>) => {
  let Loaded: ComponentType<P> | null = null
  let hasFailed = false
  const tryToLoad = async () => {
    try {
      Loaded ??= await load()
    } catch {
      // The message says so.
    }
    hasFailed = !Loaded
  }
  return (props: P) => {
    const [, redraw] = useReducer((count: number) => count + 1, 0)
    useEffect(() => {
      if (Loaded) return
      let isWanted = true
      const follow = async () => {
        await tryToLoad()
        if (isWanted) redraw()
      }
      void follow()
      window.addEventListener('online', follow)
      return () => {
        isWanted = false
        window.removeEventListener('online', follow)
      }
    }, [])
    const tryAgain = async () => {
      await tryToLoad()
      if (hasFailed) await reloadIfReachable()
      else redraw()
    }
    if (Loaded) return <Loaded {...props} />
    if (!hasFailed || what === null) return null
    return (
      <p className="text-fg-2">
        {what} could not be loaded.{' '}
        <Button variant="text" onClick={tryAgain}>
          Load it again
        </Button>
      </p>
    )
  }
}
