/** Computes what the first search needs, because it needs the addresses of thousands of rows parsed. */
import { useEffect } from 'react'

const AT_A_TIME = 200

/** In the background, some at a time. @param prepare keeps what it computes; a stable function */
export const usePrepared = <T>(items: readonly T[], prepare: (item: T) => void): void =>
  useEffect(() => {
    let next = 0
    let timer = window.setTimeout(function some() {
      for (const item of items.slice(next, next + AT_A_TIME)) prepare(item)
      next += AT_A_TIME
      if (next < items.length) timer = window.setTimeout(some, 20)
    }, 300)
    return () => window.clearTimeout(timer)
  }, [items, prepare])
