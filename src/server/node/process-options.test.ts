/** `process-options.ts`: options of Node that would open the process to others. */
import { describe, expect, test } from 'vitest'
import { checkProcess } from './process-options.ts'

const started = (NODE_OPTIONS: string, execArgv: string[] = []) => ({
  env: { NODE_OPTIONS },
  execArgv,
  args: [],
})

describe("the address of Node's inspector, which has full control of the process,", () => {
  test.each(['', '=9229', '=127.0.0.1', '=127.0.0.1:9229', '=localhost:0', '=[::1]:9229'])(
    'is accepted on this machine without a token: --inspect%s',
    (value) => expect(() => checkProcess(started(`--inspect${value}`))).not.toThrow(),
  )

  test.each(['=0.0.0.0', '=0.0.0.0:9229', '=192.168.1.5', '=[::]:9229', '=box', '=127.evil.example:1'])(
    'is refused elsewhere: --inspect%s',
    (value) => {
      for (const option of [
        '--inspect',
        '--inspect-brk',
        '--inspect_wait',
        '--inspect-port',
        '--debug-port',
      ]) {
        expect(() => checkProcess(started(option + value)), option).toThrow(/--(inspect|debug)/)
        expect(() => checkProcess(started('', [option + value])), option).toThrow()
      }
    },
  )

  test.each(['CLOUDFLARE_API_TOKEN', 'CLOUDFLARE_API_TOKEN_FILE', 'CLOUDFLARE_API_TOKEN_READ'])(
    'is refused everywhere with %s: every user of this machine could read the token',
    (name) => {
      for (const option of ['--inspect', '--inspect=127.0.0.1:9229', '--inspect-brk', '--debug-port=9229']) {
        const { env, ...rest } = started(option)
        const token = { ...env, [name]: 'canary' }
        expect(() => checkProcess({ ...rest, env: token }), option).toThrow(/--(inspect|debug).*token/)
        expect(() => checkProcess({ ...rest, env: { [name]: 'canary' }, execArgv: [option] })).toThrow()
      }
      const quoted = { [name]: 'canary', NODE_OPTIONS: '"--insp\\ect"' }
      expect(() => checkProcess({ ...started(''), env: quoted })).toThrow('--inspect')
    },
  )

  test('is also read from a separate argument', () => {
    expect(() => checkProcess(started('', ['--inspect-port', '0.0.0.0:9229']))).toThrow('--inspect-port')
    expect(() => checkProcess(started('', ['--inspect-port', '127.0.0.1:9229']))).not.toThrow()
  })
})
