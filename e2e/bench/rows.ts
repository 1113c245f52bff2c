/** Passes the results of benchmarks to the table at the end of the run. */
import { test } from '@playwright/test'

const ROW = 'bench-row'

export interface Row {
  /** What was measured, in a few words. */
  what: string
  /** One or more values with their units. */
  measured: string
  /** The goal, and whether it was met; left out when there is none. */
  goal?: { text: string; met: boolean }
}

/** Adds a row to the table. Called within a test. */
export const report = (row: Row): void => {
  test.info().annotations.push({ type: ROW, description: JSON.stringify(row) })
}

/** The rows among a test's annotations. */
export const rowsOf = (annotations: readonly { type: string; description?: string }[]): Row[] =>
  annotations.flatMap(({ type, description }) => (type === ROW ? (JSON.parse(description ?? '') as Row) : []))

/** The value below which the given share of the samples lies, by nearest rank. */
export const percentile = (samples: readonly number[], share: number): number => {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
