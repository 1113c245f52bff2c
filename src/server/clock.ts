/** The time, replaced in tests. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  wait(ms: number): Promise<void>
}
