/** Lets the API generate a key for a tunnel without one. It has three outcomes, like every write. */
import { useQueryClient } from '@tanstack/react-query'
import { handOverKey } from '../../key-handover.ts'
import { tunnelQuery } from '../../queries.ts'
import { Button } from '../../ui/button.tsx'
import { useWriteRefusal } from '../../use-write-refusal.ts'
import { useWrite } from '../../write/use-write.ts'
import { WriteOutcome } from '../../write/write-outcome.tsx'
import { generationOf, LOST_KEY } from '../dialogs/writes.ts'
import { KEY_TITLE_ID } from '../key-panel.tsx'
import { ignoreOwnChange } from '../last-look.ts'

const WORDS = {
  label: 'Result of generating a key',
  notDone: 'No key was generated',
  unknown: 'Not confirmed: the key may have changed',
  ...LOST_KEY,
}

export const GenerateKey = ({ tunnelId }: { tunnelId: string }) => {
  const client = useQueryClient()
  const refusal = useWriteRefusal()
  const { state, write, look } = useWrite({
    ...generationOf(tunnelId, (psk) => handOverKey(tunnelId, psk)),
    said: { done: 'A key was generated', notDone: WORDS.notDone, unknown: WORDS.unknown },
  })

  const generate = async () => {
    const ended = await write()
    if (ended === 'done') {
      ignoreOwnChange(tunnelId, ['psk'])
      requestAnimationFrame(() => document.getElementById(KEY_TITLE_ID)?.focus())
    }
    void client.invalidateQueries({ queryKey: tunnelQuery(tunnelId).queryKey })
  }
  return (
    <div className="grid justify-items-start gap-3">
      <Button
        data-palette
        variant="primary"
        onClick={generate}
        disabledReason={refusal ?? (state.kind === 'sending' ? 'A key is being generated' : undefined)}
      >
        {state.kind === 'sending' ? 'Generating...' : 'Generate a key'}
      </Button>
      <WriteOutcome state={state} look={look} words={WORDS} />
    </div>
  )
}
