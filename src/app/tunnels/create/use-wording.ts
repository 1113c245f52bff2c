/** What is said about the dry-run now; every part of the page that speaks of it reads this. */
import { useSyncExternalStore } from 'react'
import { usePauseLeft } from '../../api-pause.ts'
import { useLaterView, useTunnelForm } from '../../form/use-tunnel-form.tsx'
import { wordingOf } from '../../form/verdict-wording.ts'
import type { Wording } from '../../form/wording.ts'
import { useMode } from '../../use-speaker.tsx'

export const useWording = (): Wording => {
  const { dryRun, purpose } = useTunnelForm()
  const state = useSyncExternalStore(dryRun.subscribe, dryRun.state)
  // The field speaks first; this sentence follows when that is drawn.
  const view = useLaterView()
  return wordingOf(state, view, useMode(), usePauseLeft(), purpose.kind)
}
