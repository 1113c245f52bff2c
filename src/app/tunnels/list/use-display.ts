/** The display settings of the list, stored on this device. */
import { useKept } from '../../kept.ts'
import { parseColumns, parseDensity } from './preferences.ts'
import type { ColumnChoicesProps } from './toolbar-choices.tsx'

export const useDisplay = (): ColumnChoicesProps => {
  const [chosen, onChoose] = useKept('list.columns', parseColumns)
  const [density, onDensity] = useKept('list.density', parseDensity)
  return { chosen, onChoose, density, onDensity }
}
