/** One change at a time: the same one joins the flight under way, another one of that name is refused. */

export interface Flights<T> {
  /**
   * @param key what may be under way only once
   * @param content tells a repetition (double click, two tabs) from a different change of the same thing
   * @returns null when a different change holds the key
   */
  join(key: string, content: string, start: () => Promise<T>): Promise<T> | null
}

export const createFlights = <T>(): Flights<T> => {
  const flying = new Map<string, { content: string; landing: Promise<T> }>()
  return {
    join(key, content, start) {
      const current = flying.get(key)
      if (current) return current.content === content ? current.landing : null
      const landing = start().finally(() => flying.delete(key))
      flying.set(key, { content, landing })
      return landing
    },
  }
}

/** Runs tasks one after the other: Cloudflare takes a lock on the account for each write (facts 4). */
export const createLane = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(task: () => Promise<T>): Promise<T> => {
    const turn = last.then(task)
    last = turn.catch(() => undefined)
    return turn
  }
}
