/** A bar at the bottom of a tunnel's page with the controls of the simulated router at the far end. */
import { useQuery } from '@tanstack/react-query'
import ChevronDown from 'lucide-react/icons/chevron-down'
import ChevronUp from 'lucide-react/icons/chevron-up'
import { useLayoutEffect, useRef, useState } from 'react'
import type { RouterAct, RouterSetup, Simulation } from '../../contract/sandbox.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { useKept } from '../kept.ts'
import { tunnelQuery } from '../queries.ts'
import { isOdd } from '../state/odd.ts'
import { hasKey, type TunnelState } from '../state/state.ts'
import { StateMark } from '../state/state-mark.tsx'
import { Button } from '../ui/button.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { announce } from '../ui/live-region.tsx'
import { loadedLater } from '../ui/loaded-later.tsx'
import { Tag } from '../ui/tag.tsx'
import { useNow } from '../use-now.ts'
import { useSimulation, useSimulationOf, useSteer, useSteerRefusal } from './use-simulation.ts'

const RouterFiles = loadedLater(
  'The files of the router',
  async () => (await import('./router-files.tsx')).RouterFiles,
)

type Router = Simulation['routers'][string]

const SETUPS = [
  { act: 'correct', label: 'Configure correctly', says: 'configured as this tunnel requires' },
  { act: 'wrong_asn', label: 'Wrong ASN', says: 'configured with a wrong ASN', ofBgp: true },
  { act: 'wrong_md5', label: 'Wrong MD5 key', says: 'configured with a wrong MD5 key', ofBgp: true },
  { act: 'no_hold_time', label: 'Hold time 0', says: 'configured with a hold time of 0', ofBgp: true },
  { act: 'swapped_ends', label: 'Addresses swapped', says: "configured with the tunnel's addresses swapped" },
  {
    act: 'stuck',
    label: 'Stop half way',
    says: 'configured to stop half way through the session',
    ofBgp: true,
  },
] satisfies { act: RouterSetup; label: string; says: string; ofBgp?: true }[]

/** Faults of its health probes alone; a second press lets the probes pass again. */
const PROBES = [
  { act: 'block_probes', label: 'Block reply probes', wrong: 'blocked' },
  { act: 'fail_one', label: 'One data centre bad', wrong: 'one_bad' },
  { act: 'lose_some', label: 'Lose 5 % of probes', wrong: 'lossy' },
] as const satisfies readonly { act: RouterAct; label: string; wrong: Router['probes'] }[]

const SAYS: Record<Router['setup'], string> = {
  ...(Object.fromEntries(SETUPS.map(({ act, says }) => [act, says])) as Record<RouterSetup, string>),
  configured: 'configured with the files it was given',
  lab: 'the real one that npm run lab started',
}

const sentenceOf = ({ setup, is_cut, connects_at }: Router, now: number): string => {
  const left = Math.ceil(((connects_at ?? 0) - now) / 1000)
  const dialsIn = left > 0 ? ` It dials in within ${left} s.` : ''
  return `The router is ${SAYS[setup]}, and its line is ${is_cut ? 'cut' : 'connected'}.${dialsIn}`
}

/** Also if the page does not recognise what the stand-in says about it. */
const hasBgp = (tunnel: Tunnel): boolean => Boolean(tunnel.bgp) || isOdd(tunnel, 'bgp')

/** Why the router's actions have no visible effect, or a late one. */
const caveatOf = (tunnel: Tunnel): string => {
  if (tunnel.psk_metadata && !hasKey(tunnel))
    return 'Without a key the tunnel stays down, whatever the router does.'
  return hasBgp(tunnel)
    ? ''
    : 'This tunnel has no BGP: what the router does shows in its health, minutes later.'
}

const LOOK_EVERY_MS = 2_000
/** Longer than a session in the stand-in takes to come up or to time out. */
const LOOK_FOR_MS = 25_000

/** Polls the tunnel more often for a while: the user waits for the effect of their action. */
const useLookClosely = (id: string) => {
  const [until, setUntil] = useState(0)
  useQuery({
    ...tunnelQuery(id),
    refetchInterval: () => (Date.now() < until ? LOOK_EVERY_MS : false),
  })
  return () => setUntil(Date.now() + LOOK_FOR_MS)
}

export interface DockProps {
  tunnel: Tunnel
  state: TunnelState
  /** The last read failed: the state is the last known one. */
  isStale: boolean
}

/** Open by default on large screens; the user's last choice is remembered. */
const parseOpen = (kept: unknown): boolean =>
  typeof kept === 'boolean' ? kept : matchMedia('(min-width: 64rem) and (min-height: 40rem)').matches

export const RouterDock = ({ tunnel, state, isStale }: DockProps) => {
  const [isOpen, setIsOpen] = useKept('dock', parseOpen)
  const dock = useRef<HTMLElement>(null)
  // The space that it takes at the foot of the page (base.css). Its buttons need more lines in a narrow window.
  useLayoutEffect(() => {
    const { style } = document.documentElement
    const resized = new ResizeObserver(([entry]) => {
      const { position } = getComputedStyle(entry?.target ?? document.body)
      const height = position === 'sticky' ? (entry?.borderBoxSize[0]?.blockSize ?? 0) : 0
      style.setProperty('--dock', `${height}px`)
    })
    if (dock.current) resized.observe(dock.current)
    return () => {
      resized.disconnect()
      style.removeProperty('--dock')
    }
  }, [])
  return (
    // Sticky, not fixed: it takes space at the end of the page, so everything can be scrolled out from under it.
    <section
      ref={dock}
      aria-labelledby="router-title"
      className="no-print sticky bottom-0 z-4 border-t border-dashed border-control bg-surface px-4 py-2 sm:px-8 short:static"
    >
      <div className="flex items-center gap-x-2">
        <h2 id="router-title" className="font-semibold whitespace-nowrap">
          Play the router
        </h2>
        <Tag line>Simulation</Tag>
        {/* The card with the state may be scrolled out of view. */}
        <p className="flex min-w-0 items-center gap-1.5 text-xs text-fg-2">
          <StateMark kind={state.kind} size="size-4" isStale={isStale} />
          <span className="truncate">{isStale ? `Last known: ${state.title}` : state.title}</span>
        </p>
        <Button
          variant="icon"
          className="-my-1 ml-auto"
          aria-expanded={isOpen}
          aria-label={isOpen ? 'Fold the simulated router' : 'Unfold the simulated router'}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? (
            <ChevronDown aria-hidden="true" className="size-4" />
          ) : (
            <ChevronUp aria-hidden="true" className="size-4" />
          )}
        </Button>
      </div>
      {isOpen && <Controls tunnel={tunnel} />}
    </section>
  )
}

const Controls = ({ tunnel }: { tunnel: Tunnel }) => {
  const simulation = useSimulation(tunnel.id)
  useSimulationOf(tunnel.bgp_status?.state)
  const refusal = useSteerRefusal()
  const { play, problem } = useSteer()
  const lookClosely = useLookClosely(tunnel.id)
  const now = useNow(1_000)
  const [isFilesOpen, setIsFilesOpen] = useState(false)
  const router = simulation?.routers[tunnel.id]

  const act = async (what: RouterAct, label: string) => {
    if (!(await play(tunnel.id, what))) return
    lookClosely()
    announce(`Simulated router: ${label}`)
  }
  const line = router?.is_cut ? 'cut' : 'back'
  return (
    <fieldset className="mt-1 max-h-[50dvh] min-w-0 overflow-y-auto p-1 short:max-h-none">
      <legend className="sr-only">The simulated router</legend>
      {/* Each group wraps as a whole. */}
      <div className="flex flex-wrap gap-x-6 gap-y-2 *:flex *:flex-wrap *:gap-2">
        <div>
          {SETUPS.map(({ act: setup, label, ofBgp }) => (
            <Button
              key={setup}
              aria-pressed={router?.setup === setup}
              className="aria-pressed:border-accent aria-pressed:bg-accent-tint"
              disabledReason={refusal ?? (ofBgp && !hasBgp(tunnel) ? 'This tunnel has no BGP' : undefined)}
              onClick={() => act(setup, label)}
            >
              {label}
            </Button>
          ))}
        </div>
        <div>
          <Button
            disabledReason={refusal ?? (line === 'cut' ? 'The line is cut already' : undefined)}
            onClick={() => act('cut', 'Cut the line')}
          >
            Cut the line
          </Button>
          <Button
            disabledReason={refusal ?? (line === 'back' ? 'The line is connected' : undefined)}
            onClick={() => act('back', 'Bring it back')}
          >
            Bring it back
          </Button>
        </div>
        <div>
          {PROBES.map(({ act: what, label, wrong }) => (
            <Button
              key={what}
              aria-pressed={router?.probes === wrong}
              className="aria-pressed:border-accent aria-pressed:bg-accent-tint"
              disabledReason={refusal}
              onClick={() => act(router?.probes === wrong ? 'pass_probes' : what, label)}
            >
              {label}
            </Button>
          ))}
        </div>
      </div>
      {/* Constant height, so that nothing above it moves under the pointer. */}
      <div className="mt-2 h-16 overflow-y-auto text-xs sm:h-8 xl:h-5">
        <p className="inline">{problem ?? (router ? sentenceOf(router, now) : 'Asking the sandbox...')}</p>{' '}
        <p className="inline text-fg-2">{caveatOf(tunnel)}</p>
      </div>
      <Disclosure
        title="Set it up with a file"
        hint="swanctl.conf, frr.conf or bird.conf"
        open={isFilesOpen}
        onToggle={setIsFilesOpen}
      >
        {isFilesOpen && <RouterFiles tunnel={tunnel} router={router} onDone={lookClosely} />}
      </Disclosure>
    </fieldset>
  )
}
