/** Configures the simulated router with the text of a Linux file: generated, edited, or pasted from elsewhere. */
import { useState } from 'react'
import type { Simulation } from '../../contract/sandbox.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { strongswanBird } from '../../handoff/devices/strongswan-bird.ts'
import { strongswanFrr } from '../../handoff/devices/strongswan-frr.ts'
import { handoff } from '../../handoff/handoff.ts'
import { useAnswers } from '../handoff/use-answers.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { announce } from '../ui/live-region.tsx'
import { Select } from '../ui/select.tsx'
import { useSteer, useSteerRefusal } from './use-simulation.ts'

type Router = Simulation['routers'][string]

/** The files that the sandbox can read. */
const NAMES = ['frr.conf', 'bird.conf', 'swanctl.conf'] as const
type Name = (typeof NAMES)[number]

/** The files for this tunnel's router, with a placeholder for the key, which the sandbox takes as the right one. */
const useGenerated = (tunnel: Tunnel): Partial<Record<Name, string>> => {
  const frr = useAnswers(strongswanFrr.id, tunnel.id).answers
  const bird = useAnswers(strongswanBird.id, tunnel.id).answers
  const tunnels = [{ tunnel, psk: null }] as const
  const files = [
    ...handoff(strongswanBird, { tunnels, answers: bird }).files,
    ...handoff(strongswanFrr, { tunnels, answers: frr }).files,
  ]
  return Object.fromEntries(files.map(({ name, text }) => [name, text]))
}

/** The result for the text: that it matches the tunnel, or the differences. */
const Outcome = ({ differences = [], unread = [] }: Router) => {
  if (differences.length + unread.length === 0) return <p>It matches this tunnel.</p>
  return (
    <ul className="grid list-disc gap-1 pl-5">
      {[...unread, ...differences].map((sentence) => (
        <li key={sentence} className="[overflow-wrap:anywhere]">
          {sentence}
        </li>
      ))}
    </ul>
  )
}

interface RouterFilesProps {
  tunnel: Tunnel
  router: Router | undefined
  onDone(): void
}

export const RouterFiles = ({ tunnel, router, onDone }: RouterFilesProps) => {
  const generated = useGenerated(tunnel)
  const refusal = useSteerRefusal()
  const { configure, problem } = useSteer()
  const [name, setName] = useState<Name>('frr.conf')
  const [edited, setEdited] = useState<Partial<Record<Name, string>>>({})
  const made = generated[name]
  const text = edited[name] ?? made ?? ''

  const apply = async () => {
    if (!(await configure(tunnel.id, name, text))) return
    onDone()
    announce(`Simulated router: set up with ${name}`)
  }
  return (
    // File, text, then actions: the DOM order stays the same where the text is beside the others.
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-6 lg:grid-cols-[20rem_minmax(0,1fr)] lg:grid-rows-[auto_1fr]">
      <div>
        <Field
          id="router-file"
          label="File"
          hint="What the file does not mention stays unchanged. Filters and routes are not simulated."
          message={null}
        >
          {(aria) => (
            <Select {...aria} value={name} onChange={({ target }) => setName(target.value as Name)}>
              {NAMES.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <div className="lg:row-span-2">
        <Field
          id="router-text"
          label={`Text of ${name}`}
          hint={
            made === undefined
              ? 'It cannot be generated for this tunnel: see Your router. Paste one.'
              : 'Generated for this tunnel. Edit it, or paste another. It is not stored.'
          }
          message={problem === null ? null : { tone: 'error', text: problem }}
        >
          {(aria) => (
            <div className="control-frame h-auto! py-2" data-tone={problem === null ? undefined : 'error'}>
              <textarea
                {...aria}
                rows={8}
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
                wrap="off"
                className="mono w-full resize-y bg-transparent text-(length:--text-machine) outline-none"
                value={text}
                onChange={({ target }) => setEdited({ ...edited, [name]: target.value })}
              />
            </div>
          )}
        </Field>
      </div>
      <div>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <Button
            disabledReason={refusal ?? (text.trim() === '' ? 'There is no text' : undefined)}
            onClick={apply}
          >
            Set the router up with it
          </Button>
          {edited[name] !== undefined && made !== undefined && (
            <Button variant="text" onClick={() => setEdited({ ...edited, [name]: undefined })}>
              Back to the generated text
            </Button>
          )}
        </div>
        <div className="mt-3 text-xs">{router?.setup === 'configured' && <Outcome {...router} />}</div>
      </div>
    </div>
  )
}
