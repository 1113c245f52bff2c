/** Checks that headings of docs/ cited in comments exist, that links work, and that README links to every page. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync('docs').map((name) => `docs/${name}`),
]

const read = (path: string): string => readFileSync(path, 'utf8')

const headingsOf = (page: string): string[] =>
  existsSync(page) ? [...read(page).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading ?? '') : []

/** Joins lines, because a citation may be broken over two lines of a comment or a paragraph. */
const unbroken = (text: string): string => text.replace(/\n[ \t]*(?:\*|\/\/)?[ \t]*/g, ' ')

const citationsIn = (path: string) =>
  [...unbroken(read(path)).matchAll(/(docs\/[a-z-]+\.md), ([A-Z].{0,60})/g)].map(
    ([, page = '', rest = '']) => ({
      page,
      rest,
    }),
  )

/** Whether the text starts with the heading, and not with a longer word. */
const isAt = (heading: string, text: string): boolean =>
  text.startsWith(heading) && !/^[\w-]/.test(text.slice(heading.length))

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (!entry.isDirectory()) return /\.(tsx?|mjs|css|md)$/.test(path) ? [path] : []
    return entry.name === 'node_modules' ? [] : filesIn(path)
  })

const SOURCES = ['src', 'e2e', 'docs'].flatMap(filesIn).filter((path) => path !== 'e2e/docs.test.ts')

test('every heading that is cited exists', () => {
  const lost = SOURCES.flatMap((path) =>
    citationsIn(path)
      .filter(({ page, rest }) => !headingsOf(page).some((heading) => isAt(heading, rest)))
      .map(({ page, rest }) => `${path} cites ${page}, ${rest}`),
  )
  expect(lost).toEqual([])
})

describe.each(PAGES)('%s', (page) => {
  const targets = [...read(page).matchAll(/\]\(([^)#\s]+)\)/g)].map(([, target]) => target ?? '')

  test('links only to files that exist', () => {
    const files = targets.filter((target) => !/^https?:/.test(target))
    expect(files.filter((target) => !existsSync(join(dirname(page), target)))).toEqual([])
  })
})

test('README links to every page of docs', () => {
  const front = read('README.md')
  expect(PAGES.filter((page) => page.startsWith('docs/') && !front.includes(`](${page})`))).toEqual([])
})
