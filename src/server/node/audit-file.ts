/** Writes audit lines to the standard output, and to `AUDIT_FILE` when it is set. */
import { constants, type FileHandle, open, stat } from 'node:fs/promises'
import type { AuditSink } from '../account/audit.ts'
import { Misconfigured } from '../config/environment.ts'

export interface AuditFile {
  write: AuditSink
  /** After it, no line can be written. Node is going to refuse a file that is left to the garbage collection. */
  close(): Promise<void>
}

/** Opens the file at start, so that a wrong path is reported before the first change. */
export const openAuditFile = async (
  path: string | null,
  print: (line: string) => Promise<void>,
): Promise<AuditFile> => {
  if (path === null) return { write: print, close: async () => undefined }
  let file = await openFile(path)
  // A full disk or a kill can cut a line off. The next line then starts with a line break, so that it stays readable.
  let isCut = await endsInsideLine(path)
  /** Log rotation moves the file away. Later lines belong into a new one, not where they are soon deleted. */
  const followRotation = async (): Promise<void> => {
    const [there, ours] = await Promise.all([stat(path).catch(() => null), file.stat()])
    if (there?.ino === ours.ino && there.dev === ours.dev) return
    const old = file
    file = await openFile(path)
    isCut = false
    await old.close()
  }
  const append = async (line: string): Promise<void> => {
    await followRotation()
    const start = isCut ? '\n' : ''
    isCut = true
    await file.appendFile(`${start}${line}\n`)
    isCut = false
  }
  let last: Promise<unknown> = Promise.resolve()
  return {
    async write(line) {
      // One after the other: only then is it known which line follows a cut one.
      const turn = last.then(() => append(line))
      last = turn.catch(() => undefined)
      await turn
      // The file is the record, so a change needs no second place that can be written.
      await print(line).catch(() => undefined)
    },
    async close() {
      await last
      await file.close()
    },
  }
}

const openFile = async (path: string): Promise<FileHandle> => {
  try {
    return await open(path, 'a', 0o600)
  } catch {
    throw new Misconfigured('AUDIT_FILE names a file that cannot be written')
  }
}

/** False also for what is not a file, such as a pipe, and for a file that this process may only append to. */
const endsInsideLine = async (path: string): Promise<boolean> => {
  // Opening a pipe without this flag would wait for its other end.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => null)
  if (!file) return false
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, Math.max(size - 1, 0))
    return size > 0 && bytesRead === 1 && buffer.toString() !== '\n'
  } catch {
    return false
  } finally {
    await file.close()
  }
}
