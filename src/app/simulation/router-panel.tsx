/** A small stage beside the real thing: play the router at the far end, and make the stand-in fail. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RouterAct, RouterSetup, Simulation } from '../../contract/sandbox.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { tunnelQuery } from '../queries.ts'
import { hasKey, type TunnelState } from '../tunnels/state.ts'
import { StateMark } from '../tunnels/state-mark.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { announce } from '../ui/live-region.tsx'
import { Select } from '../ui/select.tsx'
import { Tag } from '../ui/tag.tsx'
import { useSimulation, useSteer, useSteerRefusal } from './use-simulation.ts'

type Router = Simulation['routers'][string]

const SETUPS = [
  { act: 'correct', label: 'Configure correctly', says: 'configured as this tunnel asks' },
  { act: 'wrong_asn', label: 'Wrong ASN', says: 'configured with a wrong ASN' },
  { act: 'wrong_md5', label: 'Wrong MD5 key', says: 'configured with a wrong MD5 key' },
  { act: 'no_hold_time', label: 'Hold time 0', says: 'configured with a hold time of 0' },
  { act: 'swapped_ends', label: 'Addresses swapped', says: "configured with the tunnel's addresses swapped" },
  { act: 'stuck', label: 'Stop half way', says: 'configured to stop half way through the session' },
] as const satisfies readonly { act: RouterAct; label: string; says: string }[]

const SAYS: Record<Router['setup'], string> = {
  ...(Object.fromEntries(SETUPS.map(({ act, says }) => [act, says])) as Record<RouterSetup, string>),
  configured: 'configured with the files it was given',
  lab: 'the real one of npm run lab',
}

const sentenceOf = ({ setup, is_cut }: Router): string => {
  const says = SAYS[setup]
  return `The router is ${says}, and its line is ${is_cut ? 'cut' : 'connected'}.`
}

/** Why nothing that the router does will show. */
const caveatOf = (tunnel: Tunnel): string | null => {
  if (!hasKey(tunnel)) return 'Without a key the tunnel stays down, whatever the router does.'
  return tunnel.bgp ? null : 'This tunnel has no BGP, so nothing reports what the router does.'
}

const LOOK_EVERY_MS = 2_000
/** Longer than any session of the stand-in takes to come up or to be noticed as lost. */
const LOOK_FOR_MS = 25_000

/** Asks for the tunnel more often for a while: here someone waits to see what their own act does. */
const useLookClosely = (id: string) => {
  const [until, setUntil] = useState(0)
  useQuery({
    ...tunnelQuery(id),
    refetchInterval: () => (Date.now() < until ? LOOK_EVERY_MS : false),
  })
  return () => setUntil(Date.now() + LOOK_FOR_MS)
}

export const RouterPanel = ({ tunnel, state }: { tunnel: Tunnel; state: TunnelState }) => {
  const simulation = useSimulation(tunnel.id)
  const refusal = useSteerRefusal()
  const { play, setFault, problem } = useSteer()
  const lookClosely = useLookClosely(tunnel.id)
  const router = simulation?.routers[tunnel.id]
  const caveat = caveatOf(tunnel)

  const act = async (what: RouterAct, label: string) => {
    if (!(await play(tunnel.id, what))) return
    lookClosely()
    announce(`Simulated router: ${label}`)
  }
  const line = router?.is_cut ? 'cut' : 'back'
  const choose = async (fault: string | null) => {
    if (await setFault(fault)) announce(fault ? 'The simulated fault is on' : 'The simulated fault is off')
  }

  return (
    <section
      aria-labelledby="router-title"
      className="min-w-0 rounded-card border border-dashed border-control p-4 sm:px-5"
    >
      <div className="flex flex-wrap items-center gap-2">
        <h2 id="router-title" className="font-semibold">
          Play the router
        </h2>
        <Tag line>Simulation</Tag>
        {/* The card may be out of sight on a small screen. */}
        <p className="ml-auto flex items-center gap-1.5 text-xs text-fg-2">
          <StateMark kind={state.kind} size="size-4" />
          {state.title}
        </p>
      </div>
      <p className="mt-1 text-xs text-fg-2 text-pretty">
        A real tunnel has no such panel: its router stands at your site. Here you set it, and the state above
        follows from what both ends hold.
      </p>
      <fieldset className="mt-3 min-w-0">
        <legend className="sr-only">The simulated router</legend>
        <p className="font-medium">{router ? sentenceOf(router) : 'Asking the sandbox...'}</p>
        {caveat && <p className="text-xs text-fg-2">{caveat}</p>}
        <div className="mt-2 flex flex-wrap gap-2">
          {SETUPS.map(({ act: setup, label }) => (
            <Button
              key={setup}
              aria-pressed={router?.setup === setup}
              className="aria-pressed:border-accent aria-pressed:bg-accent-tint"
              disabledReason={refusal}
              onClick={() => act(setup, label)}
            >
              {label}
            </Button>
          ))}
        </div>
        <div className="mt-2 flex flex-wrap gap-2">
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
      </fieldset>
      <div className="mt-4 -mb-3 border-t border-dashed border-line-strong pt-3">
        <Field
          id="simulated-fault"
          label="Make the sandbox fail"
          hint={
            simulation?.fault ? (
              <>
                Every call of this browser, until you switch it off. As a tunnel's name,{' '}
                <span className="mono">{simulation.fault}</span> does it to checks and changes of that tunnel.
              </>
            ) : (
              'Every call of this browser fails in the way you choose, until you switch it off.'
            )
          }
          aux={
            simulation?.fault && (
              <Button variant="text" disabledReason={refusal} onClick={() => choose(null)}>
                Switch it off
              </Button>
            )
          }
          message={problem ? { tone: 'error', text: problem } : null}
          alone
        >
          {(aria) => (
            <Select
              {...aria}
              value={simulation?.fault ?? ''}
              disabled={refusal !== undefined}
              onChange={({ target }) => choose(target.value || null)}
            >
              <option value="">No fault: it answers as usual</option>
              {simulation?.faults.map(({ name, what }) => (
                <option key={name} value={name}>
                  {what}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </section>
  )
}
