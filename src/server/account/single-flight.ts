/** Single flight: a write that equals a pending one shares its result; a different write to the same key is refused. */

export interface SingleFlight<T> {
  /**
   * @param key identifies what may have only one pending write
   * @param content equal for a repetition (double click, two tabs), different for another change
   * @returns null when a different change is pending for the key
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

/** Runs tasks one after the other: Cloudflare locks the account during each write (docs/api.md, Account lock). */
export const createWriteLane = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(task: () => Promise<T>): Promise<T> => {
    const turn = last.then(task)
    last = turn.catch(() => undefined)
    return turn
  }
}
