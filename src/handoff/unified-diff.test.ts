/** `unified-diff.ts`: the lines in which two files differ. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { unifiedDiff } from './unified-diff.ts'

test('writes each change with two lines of context, and nothing for equal texts', () => {
  const before = 'a\nb\nc\nd\ne\nf\ng\nh\n'
  expect(unifiedDiff('x.conf', before, before.replace('d\n', 'D\nDD\n'))).toBe(
    '--- a/x.conf\n+++ b/x.conf\n@@ -2,5 +2,6 @@\n b\n c\n-d\n+D\n+DD\n e\n f\n',
  )
  expect(unifiedDiff('x.conf', before, before)).toBe('')
  expect(unifiedDiff('x.conf', '', 'a\n')).toBe('--- a/x.conf\n+++ b/x.conf\n@@ -0,0 +1 @@\n+a\n')
})

/** Applies the diff with `patch`, an independent implementation of the format. */
const patched = (before: string, diff: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'compare-'))
  try {
    writeFileSync(join(folder, 'x.conf'), before)
    const { status } = spawnSync('patch', ['-s', '-p1'], { cwd: folder, input: diff })
    expect(status).toBe(0)
    return readFileSync(join(folder, 'x.conf'), 'utf8')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const hasPatch = spawnSync('patch', ['--version']).status === 0

// Without `patch` on the machine the test is skipped.
test.runIf(hasPatch)('writes a diff with which patch turns the old text into the new one', () => {
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  for (let round = 0; round < 60; round++) {
    const lines = Array.from({ length: random(30) + 1 }, () => `line ${random(9)}`)
    const other = lines.flatMap((line) =>
      random(6) === 0 ? [] : random(6) === 0 ? [line, 'new'] : random(8) === 0 ? ['other'] : [line],
    )
    const [before, after] = [`${lines.join('\n')}\n`, other.length > 0 ? `${other.join('\n')}\n` : 'x\n']
    const diff = unifiedDiff('x.conf', before, after)
    expect(diff === '' ? before : patched(before, diff)).toBe(after)
  }
})
