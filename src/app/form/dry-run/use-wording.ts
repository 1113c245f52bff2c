/** The current wording of the dry-run; all parts of the page use it. */
import { usePauseLeft } from '../../api-pause.ts'
import { useMode } from '../../use-speaker.tsx'
import { useLaterDryRun, useLaterView, useTunnelForm } from '../use-tunnel-form.tsx'
import { wordingOf } from './verdict-wording.ts'
import type { Wording } from './wording.ts'

export const useWording = (): Wording => {
  const { purpose } = useTunnelForm()
  const state = useLaterDryRun()
  const view = useLaterView()
  return wordingOf(state, view, useMode(), usePauseLeft(), purpose.kind)
}
