/** Prints all rows of the benchmarks as one table at the end of the run. */
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter'
import { type Row, rowsOf } from './rows.ts'

const HEADINGS = ['what', 'measured', 'goal', '']

export default class TableReporter implements Reporter {
  private rows: Row[] = []
  /** The measurements of the revision in BENCH_BASE, by the row's name. */
  private base = new Map<string, string>()
  private broken: string[] = []

  onTestEnd(test: TestCase, result: TestResult) {
    const isBase = test.parent.project()?.name === 'base'
    const title = isBase ? `${test.title}, ${process.env.BENCH_BASE}` : test.title
    console.log(`${title}: ${Math.round(result.duration / 1000)} s`)
    for (const row of rowsOf(result.annotations)) {
      if (isBase) this.base.set(row.what, row.measured)
      else this.rows.push(row)
    }
    if (result.status !== 'passed') this.broken.push(`${title}: ${result.error?.message ?? result.status}`)
  }

  onError(error: { message?: string }) {
    this.broken.push(error.message ?? 'unknown error')
  }

  private cells({ what, measured, goal }: Row) {
    const before = this.base.size > 0 ? [this.base.get(what) ?? ''] : []
    return [what, ...before, measured, goal?.text ?? '', goal ? (goal.met ? 'met' : 'missed') : '']
  }

  onEnd() {
    const [what = '', ...others] = HEADINGS
    const headings = this.base.size > 0 ? [what, process.env.BENCH_BASE ?? '', ...others] : HEADINGS
    const lines = [headings, ...this.rows.map((row) => this.cells(row))]
    const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
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
