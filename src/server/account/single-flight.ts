/** Single flight: the same write joins the one under way, a different one to the same thing is refused. */

export interface SingleFlight<T> {
  /**
   * @param key what may be under way only once
   * @param content tells a repetition (double click, two tabs) from a different change of the same thing
   * @returns null when a different change holds the key
   */
  join(key: string, content: string, start: () => Promise<T>): Promise<T> | null
}

export const createSingleFlight = <T>(): SingleFlight<T> => {
  const underWay = new Map<string, { content: string; ending: Promise<T> }>()
  return {
    join(key, content, start) {
      const current = underWay.get(key)
      if (current) return current.content === content ? current.ending : null
      const ending = start().finally(() => underWay.delete(key))
      underWay.set(key, { content, ending })
      return ending
    },
  }
}

/** Runs tasks one after the other: Cloudflare takes a lock on the account for each write (docs/api.md, Account lock). */
export const createWriteLane = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(task: () => Promise<T>): Promise<T> => {
    const turn = last.then(task)
    last = turn.catch(() => undefined)
    return turn
  }
}
