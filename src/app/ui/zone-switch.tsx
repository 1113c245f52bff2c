/** Shows the zone of the page's clocks, and switches it. */
import { Button } from './button.tsx'
import { useZone } from './time.tsx'
import { isUtc, showUtc } from './zone.ts'

export const ZoneSwitch = () => {
  const zone = useZone()
  const isZoneOfBrowser = !isUtc()
  return (
    <>
      {zone}, on all of this page's clocks{' '}
      {!(isZoneOfBrowser && zone === 'UTC') && (
        <span className="print:hidden">
          <Button variant="text" onClick={() => showUtc(isZoneOfBrowser)}>
            {isZoneOfBrowser ? 'Show UTC' : "Show this browser's zone"}
          </Button>
        </span>
      )}
    </>
  )
}
