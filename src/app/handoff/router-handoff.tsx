/** The handoff for one router and one tunnel: open questions, the files, and how to load, verify and undo them. */
import { useState } from 'react'
import type { Tunnel } from '../../contract/tunnel.ts'
import type { HandoffFile } from '../../handoff/device.ts'
import type { DeviceId } from '../../handoff/device-names.ts'
import { deviceById } from '../../handoff/devices.ts'
import type { Keyed } from '../../handoff/facts.ts'
import { handoff } from '../../handoff/handoff.ts'
import { markKeySaved } from '../key-handover.ts'
import { Button } from '../ui/button.tsx'
import { Switch } from '../ui/switch.tsx'
import { Checks } from './checks.tsx'
import { Files } from './files.tsx'
import { Findings } from './findings.tsx'
import { KeyEntry } from './key-entry.tsx'
import { Questions } from './questions.tsx'
import { SheetPages } from './sheet-pages.tsx'
import { SinceEdit } from './since-edit.tsx'
import { TwinSelect, useTwins } from './twin.tsx'
import { useAnswers } from './use-answers.ts'

interface RouterHandoffProps {
  deviceId: DeviceId
  tunnel: Tunnel
  psk: string | undefined
}

const PART = 'grid min-w-0 grid-cols-[minmax(0,1fr)] gap-5'

export const RouterHandoff = ({ deviceId, tunnel, psk }: RouterHandoffProps) => {
  const device = deviceById(deviceId)
  const { answers, isBorrowed, answer, accept, reset } = useAnswers(deviceId, tunnel.id)
  const [wantsKey, setWantsKey] = useState(false)
  const twins = useTwins(tunnel)
  const [twinId, setTwinId] = useState('')
  if (!device) return null

  // Once the page no longer has the key, the files do not contain it either.
  const isKeyIn = wantsKey && psk !== undefined
  const keyed = { tunnel, psk: isKeyIn ? psk : null }
  const twin = twins.find(({ id }) => id === twinId)
  const make = (first: Keyed) =>
    handoff(device, { tunnels: twin ? [first, { tunnel: twin, psk: null }] : [first], answers })
  const made = make(keyed)
  /** A file that changes with the key contains it in some form: a user who saves that file has the key. */
  const holdsKey = ({ name, text }: HandoffFile): boolean =>
    isKeyIn && make({ tunnel, psk: null }).files.some((bare) => bare.name === name && bare.text !== text)
  const aboutTunnel = made.findings.filter(({ field }) => !field.startsWith('answers.'))
  return (
    <>
      <div className={PART}>
        {made.questions.length > 0 && (
          <div>
            <h3 className="mb-2 font-semibold">To decide</h3>
            {isBorrowed && (
              <p className="mb-3 flex flex-wrap items-center gap-x-3 text-fg-2">
                These are the answers last given for {device.name}, for another tunnel. Check them.
                <Button variant="text" onClick={accept}>
                  Keep these answers
                </Button>
                <Button variant="text" onClick={reset}>
                  Use the defaults
                </Button>
              </p>
            )}
            {device.expresses.tunnels !== 1 && (
              <TwinSelect twins={twins} value={twinId} onChoose={setTwinId} />
            )}
            <Questions questions={made.questions} findings={made.findings} onAnswer={answer} />
          </div>
        )}
        {/* Also shown where the router does not support the key, so that the user can exclude it again. */}
        {psk !== undefined && (
          <div>
            <Switch
              label="Include the key"
              hint="While this page shows the key."
              checked={isKeyIn}
              onChange={(event) => setWantsKey(event.currentTarget.checked)}
            />
          </div>
        )}
        {aboutTunnel.length > 0 && (
          <Findings findings={aboutTunnel} tunnelId={tunnel.id} name={device.name} />
        )}
        <SinceEdit
          tunnel={tunnel}
          now={made.files}
          filesOf={(former) => make({ ...keyed, tunnel: former }).files}
        />
        {made.files.length > 0 && (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
            {!isKeyIn && (
              <p className="text-fg-2">
                A placeholder that begins with <code>PSK-OF-</code> stands for the key.
              </p>
            )}
            {[tunnel, twin].some((one) => one?.bgp?.md5_key) && (
              <p className="text-xs text-fg-2">The text contains the MD5 key of the BGP session.</p>
            )}
            {made.keyEntry && <KeyEntry entry={made.keyEntry} />}
            <Files files={made.files} onTaken={(file) => holdsKey(file) && markKeySaved(tunnel.id)} />
          </div>
        )}
      </div>
      {/* In a wide window beside the files. */}
      <div className={`${PART} min-[110rem]:[grid-area:1/2/span_2]`}>
        {made.files.length > 0 && (
          <SheetPages
            pages={made.pages}
            onCopied={(value) => isKeyIn && value === psk && markKeySaved(tunnel.id)}
          />
        )}
        {made.notes.length > 0 && (
          <div>
            <h3 className="mb-2 font-semibold">Before you apply it</h3>
            <ul className="grid list-disc gap-1.5 pl-5 text-fg-2">
              {made.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </div>
        )}
        <Checks verify={made.verify} name={device.name} files={made.files} sources={device.sources} />
      </div>
    </>
  )
}
