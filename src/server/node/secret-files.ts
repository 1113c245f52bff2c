/** Reads secrets from files. */
import { readFileSync, statSync } from 'node:fs'
import { type Environment, Misconfigured, SECRETS } from '../config/environment.ts'

const OTHERS = 0o077

/** Replaces each `NAME_FILE` by `NAME` with the file's content. Throws `Misconfigured`. */
export const withSecretFiles = (env: Environment): Environment => {
  const resolved: Record<string, string | undefined> = { ...env }
  for (const name of SECRETS) {
    const path = env[`${name}_FILE`]
    if (path === undefined) continue
    if (env[name] !== undefined) throw new Misconfigured(`${name} and ${name}_FILE are both set: keep one`)
    resolved[name] = readSecret(`${name}_FILE`, path)
  }
  return resolved
}

const readSecret = (setting: string, path: string): string => {
  let mode: number
  let content: string
  try {
    mode = statSync(path).mode
    content = readFileSync(path, 'utf8')
  } catch {
    throw new Misconfigured(`${setting} names a file that cannot be read`)
  }
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
    throw new Misconfigured(`${setting} names a file that others may read: chmod 600 it`)
  }
  return content.trim()
}
