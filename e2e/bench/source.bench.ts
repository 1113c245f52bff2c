import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '../fixtures.ts'
import { report } from './rows.ts'

const isCode = (name: string) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|testing\.ts$/.test(name)

for (const folder of ['src/app/form', 'src/server']) {
  test(`lines and files of ${folder}`, ({ root }) => {
    const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile() && isCode(entry.name))
    const lines = files.reduce((sum, { parentPath, name }) => {
      return sum + readFileSync(join(parentPath, name), 'utf8').split('\n').length - 1
    }, 0)
    report({ what: `Size of ${folder}, without tests`, measured: `${lines} lines in ${files.length} files` })
  })
}
