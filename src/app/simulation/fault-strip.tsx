/** A strip on every page while a fault is simulated, with a button that ends it. */
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { focusPageHeading } from '../page-heading.ts'
import { Button } from '../ui/button.tsx'
import { announce } from '../ui/live-region.tsx'
import { usePageFault } from './page-faults.ts'
import {
  useHealthAtPace,
  useSimulation,
  useSimulationNews,
  useSteer,
  useSteerRefusal,
} from './use-simulation.ts'

export const FaultStrip = () => {
  const simulation = useSimulation()
  const refusal = useSteerRefusal()
  const { setWorld, problem } = useSteer()
  useSimulationNews()
  useHealthAtPace()
  const fault = simulation?.faults.find(({ name }) => name === simulation.fault)
  usePageFault(fault?.page ?? null)
  if (!fault) return null
  const end = async () => {
    if (!(await setWorld({ fault: null }))) return
    focusPageHeading()
    announce('The simulated fault is off')
  }
  return (
    <aside
      aria-label="Simulated fault"
      className="no-print flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-dashed border-warning bg-warning-tint px-4 py-1.5 text-xs"
    >
      <TriangleAlert aria-hidden="true" className="size-4 flex-none text-warning" />
      {/* Beside its icon on a phone, too. */}
      <p className="max-w-[calc(100%-1.75rem)]">
        <span className="font-medium">Simulated fault:</span> {fault.what}
      </p>
      <Button variant="fix" onClick={end} disabledReason={refusal} className="m-0!">
        Switch it off
      </Button>
      {problem && <p className="text-danger">{problem}</p>}
    </aside>
  )
}
