/**
 * A part of a page whose code loads after the page. When the code cannot be fetched, React's own `lazy` throws, which
 * replaces the whole page, and never tries again. This shows a message in place of the part, and tries again.
 */
import { type ComponentType, useEffect, useReducer } from 'react'
import { Button } from './button.tsx'

/** @param what names the part in the failure message; null for an optional part, which fails without a message */
export const loadedLater = <P extends object>(what: string | null, load: () => Promise<ComponentType<P>>) => {
  let Loaded: ComponentType<P> | null = null
  let hasFailed = false
  return (props: P) => {
    const [attempt, tryAgain] = useReducer((count: number) => count + 1, 0)
    const [, redraw] = useReducer((count: number) => count + 1, 0)
    // biome-ignore lint/correctness/useExhaustiveDependencies: every attempt loads again
    useEffect(() => {
      if (Loaded) return
      let isWanted = true
      const settle = (loaded: ComponentType<P> | null) => {
        Loaded ??= loaded
        hasFailed = !Loaded
        if (isWanted) redraw()
      }
      load().then(settle, () => settle(null))
      window.addEventListener('online', tryAgain)
      return () => {
        isWanted = false
        window.removeEventListener('online', tryAgain)
      }
    }, [attempt])
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
