/** The writes of a tunnel's dialogs, each with the read that finds out whether a write whose answer was lost was done. */
import { call } from '../../api.ts'
import { readBase } from '../../queries.ts'
import { isGone } from '../../say-error.ts'
import type { OneWrite } from '../../write/write-once.ts'

export const deletionOf = (id: string): OneWrite => ({
  send: () => call('deleteTunnel', { id, body: {} }),
  isDone: () =>
    call('getTunnel', { id }).then(
      () => false,
      (error: Error) => {
        if (isGone(error)) return true
        throw error
      },
    ),
})

/** @param setAt when the tunnel's key was last changed, from before the write: reads return nothing else of a key */
export const settingOf = (id: string, psk: string, setAt: string | null): OneWrite => ({
  send: () => call('setPsk', { id, body: { psk } }),
  isDone: async () => ((await readBase(id)).tunnel.psk_metadata?.last_generated_on ?? null) !== setAt,
})

/** Shown when the answer with a generated key was lost. */
export const LOST_KEY = {
  meaning:
    'If it did, nobody knows the new key, because keys cannot be read back. Generate again to get a key that you know.',
  looked: 'The API does not show a newer key. Generate again to get a key that you know.',
}

/** @param onKey receives the key that the API has generated */
export const generationOf = (id: string, onKey: (psk: string) => void): OneWrite => ({
  send: async () => onKey((await call('generatePsk', { id, body: {} })).result.psk),
  // Nobody knows a key whose answer was lost, so a newer key is not the result of this write.
  isDone: async () => {
    await readBase(id)
    return false
  },
})
