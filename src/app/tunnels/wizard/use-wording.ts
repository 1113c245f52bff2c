/** The current wording of the dry-run; all parts of the page use it. */
import { usePauseLeft } from '../../api-pause.ts'
import { wordingOf } from '../../form/dry-run/verdict-wording.ts'
import type { Wording } from '../../form/dry-run/wording.ts'
import { useLaterDryRun, useLaterView, useTunnelForm } from '../../form/use-tunnel-form.tsx'
import { useMode } from '../../use-speaker.tsx'

export const useWording = (): Wording => {
  const { purpose } = useTunnelForm()
  const state = useLaterDryRun()
  const view = useLaterView()
  return wordingOf(state, view, useMode(), usePauseLeft(), purpose.kind)
}
