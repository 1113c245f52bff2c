/** Reads a pre-shared key from the terminal without showing it, or the first line of a file or a pipe. */
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

const { stdin, stdout } = process

const SILENT = new Writable({ write: (_chunk, _encoding, done) => done() })

/** @returns the key as typed, without the line break; null when the input ends without one */
export const readKey = async (prompt: string): Promise<string | null> => {
  if (stdin.isTTY) stdout.write(prompt)
  // With `terminal`, readline sets the terminal to raw mode, in which it does not echo.
  const lines = createInterface({
    input: stdin,
    output: SILENT,
    terminal: stdin.isTTY === true,
    historySize: 0,
  })
  lines.on('SIGINT', () => process.exit(130))
  for await (const line of lines) {
    lines.close()
    if (stdin.isTTY) stdout.write('\n')
    return line === '' ? null : line
  }
  return null
}
