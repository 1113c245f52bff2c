/** Writes audit lines to the standard output, and to `AUDIT_FILE` when it is set. */
import { type FileHandle, open } from 'node:fs/promises'
import type { AuditSink } from '../account/audit.ts'
import { Misconfigured } from '../config/environment.ts'

/** Opens the file at start, so that a wrong path is reported before the first change. */
export const createAuditSink = async (
  path: string | null,
  print: (line: string) => void,
): Promise<AuditSink> => {
  const file = path === null ? null : await openFile(path)
  return async (line) => {
    await file?.appendFile(`${line}\n`)
    print(line)
  }
}

const openFile = async (path: string): Promise<FileHandle> => {
  try {
    return await open(path, 'a', 0o600)
  } catch {
    throw new Misconfigured('AUDIT_FILE names a file that cannot be written')
  }
}
