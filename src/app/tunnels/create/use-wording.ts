/** The current wording of the dry-run; all parts of the page use it. */
import { useDeferredValue, useSyncExternalStore } from 'react'
import { usePauseLeft } from '../../api-pause.ts'
import { useTunnelForm, useView } from '../../form/use-tunnel-form.tsx'
import { wordingOf } from '../../form/verdict-wording.ts'
import type { Wording } from '../../form/wording.ts'
import { useMode } from '../../use-speaker.tsx'

export const useWording = (): Wording => {
  const { dryRun, purpose } = useTunnelForm()
  const state = useSyncExternalStore(dryRun.subscribe, dryRun.state)
  // Deferred, so that the field's message renders first.
  const view = useDeferredValue(useView((whole) => whole))
  return wordingOf(state, view, useMode(), usePauseLeft(), purpose.kind)
}
