/** Lets the API generate a key for a tunnel without one. It has three outcomes, like every write. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, call, outcomeOf } from '../api.ts'
import { sayError } from '../errors.tsx'
import { tunnelQuery } from '../queries.ts'
import { RequestId } from '../trouble-banner.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { useWriteRefusal } from '../use-write-refusal.ts'
import { handOverKey } from './key-handover.ts'
import { KEY_TITLE_ID } from './key-panel.tsx'
import { rememberOwnChange } from './last-look.ts'

export const GenerateKey = ({ tunnelId }: { tunnelId: string }) => {
  const client = useQueryClient()
  const refusal = useWriteRefusal()
  const [state, setState] = useState<'idle' | 'sending' | ApiError>('idle')

  const generate = async () => {
    setState('sending')
    try {
      const { result } = await call('generatePsk', { id: tunnelId, body: {} })
      handOverKey(tunnelId, result.psk)
      rememberOwnChange(tunnelId, ['psk'])
      requestAnimationFrame(() => document.getElementById(KEY_TITLE_ID)?.focus())
      setState('idle')
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setState(error)
    }
    void client.invalidateQueries({ queryKey: tunnelQuery(tunnelId).queryKey })
  }
  const isUnknown = state instanceof ApiError && outcomeOf(state) === 'unknown'
  return (
    <div className="grid justify-items-start gap-3">
      <Button
        data-palette
        variant="primary"
        onClick={generate}
        disabledReason={refusal ?? (state === 'sending' ? 'A key is being generated' : undefined)}
      >
        {state === 'sending' ? 'Generating...' : 'Generate a key'}
      </Button>
      {state instanceof ApiError && (
        <Banner
          tone={isUnknown ? 'warning' : 'error'}
          title={isUnknown ? 'Not confirmed' : 'No key was generated'}
        >
          {isUnknown
            ? 'A key may have been generated, but its answer was lost and keys cannot be read back. Generate again to get a key that you know.'
            : sayError(state)}
          <RequestId error={state} />
        </Banner>
      )}
    </div>
  )
}
