/** The time, replaced in tests. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  wait(ms: number): Promise<void>
}

/**
 * A clock for durations, in milliseconds. When the machine's clock is set back, this one goes on from where it was:
 * otherwise a cached answer, a pause or a used-up budget would last for hours.
 */
export const steady = (now: () => number): (() => number) => {
  let last = now()
  let setBack = 0
  return () => {
    const time = now()
    setBack += Math.max(0, last - time)
    last = time
    return time + setBack
  }
}
