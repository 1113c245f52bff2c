/** Single flight: a write that equals a pending one shares its result; a different write to the same key is refused. */

/** Whether the client of a write has disconnected. */
export type IsGone = () => boolean

export interface SingleFlight<T> {
  /**
   * @param key identifies what may have only one pending write
   * @param content equal for a repetition (double click, two tabs), different for another change
   * @param start is given whether all clients that share the write are gone
   * @returns null when a different change is pending for the key
   */
  join(
    key: string,
    content: string,
    isGone: IsGone,
    start: (areAllGone: IsGone) => Promise<T>,
  ): Promise<T> | null
}

export const createSingleFlight = <T>(): SingleFlight<T> => {
  const underWay = new Map<string, { content: string; ending: Promise<T>; clients: IsGone[] }>()
  return {
    join(key, content, isGone, start) {
      const current = underWay.get(key)
      if (current?.content === content) {
        current.clients.push(isGone)
        return current.ending
      }
      if (current) return null
      const clients = [isGone]
      const ending = start(() => clients.every((each) => each())).finally(() => underWay.delete(key))
      underWay.set(key, { content, ending, clients })
      return ending
    },
  }
}
