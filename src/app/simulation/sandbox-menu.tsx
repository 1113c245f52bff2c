/** The sandbox's own controls, in the header of every page: how it fails, and how many tunnels it has. */
import { useState } from 'react'
import { pruneKept } from '../prune-kept.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { announce } from '../ui/live-region.tsx'
import { Popover } from '../ui/popover.tsx'
import { Select } from '../ui/select.tsx'
import { useSimulation, useSteer, useSteerRefusal } from './use-simulation.ts'

const SIZES = [
  { tunnels: 0, label: 'None' },
  { tunnels: 8, label: '8, as at the start' },
  { tunnels: 500, label: '500' },
  { tunnels: 5000, label: '5,000' },
] as const

const FaultField = () => {
  const simulation = useSimulation()
  const refusal = useSteerRefusal()
  const { setWorld, problem } = useSteer()
  const fault = simulation?.fault ?? null
  const choose = async (next: string | null) => {
    if (await setWorld({ fault: next }))
      announce(next ? 'The simulated fault is on' : 'The simulated fault is off')
  }
  return (
    <Field
      id="simulated-fault"
      label="Make the sandbox fail"
      hint={
        fault ? (
          <>
            Affects every call of this browser until you switch it off. Checks and changes of a tunnel named{' '}
            <span className="mono">{fault}</span> always fail this way.
          </>
        ) : (
          'Every call of this browser fails in the way you choose, until you switch it off.'
        )
      }
      message={problem ? { tone: 'error', text: problem } : null}
      alone
    >
      {(aria) => (
        <Select
          {...aria}
          value={fault ?? ''}
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
  )
}

const PACES = [
  { pace: 1, label: 'As a real network' },
  { pace: 10, label: '10 times as fast' },
  { pace: 100, label: '100 times as fast' },
] as const

const PaceField = () => {
  const simulation = useSimulation()
  const refusal = useSteerRefusal()
  const { setWorld, problem } = useSteer()
  const pace = simulation?.pace ?? 1
  const choose = async (next: number) => {
    if (await setWorld({ pace: next })) announce('The pace of the sandbox is set')
  }
  return (
    <Field
      id="sandbox-pace"
      label="Pace of the simulated network"
      hint="How soon BGP sessions come up or are noticed as lost, and how soon health shows it."
      message={problem ? { tone: 'error', text: problem } : null}
      alone
    >
      {(aria) => (
        <Select
          {...aria}
          value={pace}
          disabled={refusal !== undefined}
          onChange={({ target }) => choose(Number(target.value))}
        >
          {!PACES.some((known) => known.pace === pace) && <option value={pace}>{pace} times as fast</option>}
          {PACES.map(({ pace, label }) => (
            <option key={pace} value={pace}>
              {label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

const SizeField = () => {
  const simulation = useSimulation()
  const refusal = useSteerRefusal()
  const { setWorld, problem } = useSteer()
  const [chosen, setChosen] = useState(5000)
  const [isBusy, setIsBusy] = useState(false)
  const replace = async () => {
    setIsBusy(true)
    const dropped = new Set(Object.keys(simulation?.routers ?? {}))
    if (await setWorld({ tunnels: chosen })) {
      pruneKept((id) => dropped.has(id))
      announce(`The sandbox now has ${chosen} tunnels`)
    }
    setIsBusy(false)
  }
  const now = simulation ? Object.keys(simulation.routers).length : undefined
  return (
    <Field
      id="sandbox-size"
      label="Tunnels in this sandbox"
      hint={`Now ${now ?? '...'}. Replacing drops them, with every change you made.`}
      message={problem ? { tone: 'error', text: problem } : null}
      alone
    >
      {(aria) => (
        <span className="flex items-center gap-2">
          <Select
            {...aria}
            value={chosen}
            disabled={refusal !== undefined}
            onChange={({ target }) => setChosen(Number(target.value))}
          >
            {SIZES.map(({ tunnels, label }) => (
              <option key={tunnels} value={tunnels}>
                {label}
              </option>
            ))}
          </Select>
          <Button disabledReason={refusal ?? (isBusy ? 'In progress' : undefined)} onClick={replace}>
            Replace
          </Button>
        </span>
      )}
    </Field>
  )
}

export const SandboxMenu = () => (
  <Popover label="Sandbox" variant="fix">
    <p className="mb-3 text-xs text-fg-2">
      A stand-in for Cloudflare's API answers here. Nothing leaves this machine, and this browser has a
      network of its own. Set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID to use a real account.
    </p>
    <div className="grid gap-3">
      <FaultField />
      <PaceField />
      <SizeField />
    </div>
  </Popover>
)
