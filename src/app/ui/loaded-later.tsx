/**
 * A part of a page whose code comes after the page. React's own `lazy` throws when the code cannot be fetched, which
 * takes the whole page away, and never tries again. This says so in its place and tries again.
 */
import { type ComponentType, useEffect, useReducer } from 'react'
import { Button } from './button.tsx'

/** @param what what is missing until it is here; null for a part that nobody misses, which is left out without a word */
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
