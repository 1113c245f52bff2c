/** Prints every row that the benchmarks reported, as one table at the end of the run. */
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter'
import { type Row, rowsOf } from './rows.ts'

const cells = ({ what, measured, goal }: Row) => [
  what,
  measured,
  goal?.text ?? '',
  goal ? (goal.met ? 'met' : 'missed') : '',
]

const HEADINGS = ['what', 'measured', 'goal', '']

export default class TableReporter implements Reporter {
  private rows: Row[] = []
  private broken: string[] = []

  onTestEnd(test: TestCase, result: TestResult) {
    console.log(`${test.title}: ${Math.round(result.duration / 1000)} s`)
    this.rows.push(...rowsOf(result.annotations))
    if (result.status !== 'passed')
      this.broken.push(`${test.title}: ${result.error?.message ?? result.status}`)
  }

  onError(error: { message?: string }) {
    this.broken.push(error.message ?? 'unknown error')
  }

  onEnd() {
    const lines = [HEADINGS, ...this.rows.map(cells)]
    const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
    const text = lines.map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    console.log(`\n${text.join('\n')}`)
    for (const failure of this.broken) console.log(`\nNot measured. ${failure}`)
  }

  printsToStdio() {
    return true
  }
}
