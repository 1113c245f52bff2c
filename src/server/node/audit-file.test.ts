/** `audit-file.ts`: a full disk, a kill and log rotation leave every later line readable, and where one looks for it. */
import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type AuditFile, openAuditFile } from './audit-file.ts'

let folder = ''
let path = ''
const opened: AuditFile[] = []
/** A server that starts. */
const start = async (print: (line: string) => Promise<void> = async () => undefined) => {
  const file = await openAuditFile(path, print)
  opened.push(file)
  return file.write
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tunneldesk-audit-'))
  path = join(folder, 'audit.log')
})
afterEach(async () => {
  for (const file of opened.splice(0)) await file.close()
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})
const lines = () => readFileSync(path, 'utf8').split('\n')

/** The next line that is appended is cut off after its first character, as on a full disk. */
const fillDisk = async () => {
  const handle = await open(path)
  vi.spyOn(Object.getPrototypeOf(handle), 'appendFile').mockImplementationOnce(async () => {
    appendFileSync(path, '{')
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
  })
  await handle.close()
}

test('after a full disk the next line starts on a line of its own', async () => {
  const printed: string[] = []
  const sink = await start(async (line) => void printed.push(line))
  await sink('{"a":1}')
  await fillDisk()
  const [cut, next] = [sink('{"a":2}'), sink('{"a":3}')]
  await expect(cut).rejects.toThrow('ENOSPC')
  await next
  await sink('{"a":4}')
  expect(lines()).toEqual(['{"a":1}', '{', '{"a":3}', '{"a":4}', ''])
  expect(printed).toEqual(['{"a":1}', '{"a":3}', '{"a":4}'])
})

test('a line in the file needs no second place that can be written', async () => {
  const sink = await start(() => Promise.reject(new Error('EPIPE')))
  await sink('{"a":1}')
  expect(lines()).toEqual(['{"a":1}', ''])
})

test('a line after log rotation is in the new file, even if the old one ended inside a line', async () => {
  const sink = await start()
  await sink('{"a":1}')
  await fillDisk()
  await expect(sink('{"a":2}')).rejects.toThrow('ENOSPC')
  renameSync(path, `${path}.1`)
  await sink('{"a":3}')
  await sink('{"a":4}')
  expect(lines()).toEqual(['{"a":3}', '{"a":4}', ''])
})

test('a line that was cut off before the start is left alone', async () => {
  appendFileSync(path, '{"a":1}\n{"a"')
  for (const line of ['{"a":2}', '{"a":3}']) await (await start())(line)
  expect(lines()).toEqual(['{"a":1}', '{"a"', '{"a":2}', '{"a":3}', ''])
})

test('a file is closed after the lines that are being written', async () => {
  const file = await openAuditFile(path, async () => undefined)
  const written = file.write('{"a":1}')
  await file.close()
  await written
  expect(lines()).toEqual(['{"a":1}', ''])
  await expect(file.write('{"a":2}')).rejects.toThrow()
})
