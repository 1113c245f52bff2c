/** Shows the zone of the page's clocks, and switches it. */
import { Button } from './button.tsx'
import { useZone } from './time.tsx'
import { isUtc, showUtc } from './zone.ts'

export const ZoneSwitch = () => {
  const zone = useZone()
  return (
    <>
      {zone}, on all of this page's clocks{' '}
      <span className="print:hidden">
        <Button variant="text" onClick={() => showUtc(!isUtc())}>
          {isUtc() ? "Show this browser's zone" : 'Show UTC'}
        </Button>
      </span>
    </>
  )
}
