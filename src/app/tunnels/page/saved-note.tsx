/** On the tunnel's page after an edit: the saved fields, what to change on the router, and the session's state. */
import { useState } from 'react'
import { rowOf } from '../../../contract/fields/table.ts'
import { focusPageHeading } from '../../page-heading.ts'
import type { Saved } from '../../state/saved-state.ts'
import type { StateKind } from '../../state/state.ts'
import { Banner } from '../../ui/banner.tsx'

interface SavedNoteProps {
  saved: Saved
  kind: StateKind
}

const UP: readonly StateKind[] = ['up', 'healthy', 'degraded']
const UNREPORTED: readonly StateKind[] = ['no_bgp', 'no_data', 'unknown']

/** The state of a session that the change ends or lets begin. */
const Session = ({ kind }: { kind: StateKind }) => {
  const [wasSeenDown, setSeenDown] = useState(false)
  // Without BGP nothing is reported until the probes are read.
  const isUnreported = UNREPORTED.includes(kind)
  if (!UP.includes(kind) && !isUnreported && !wasSeenDown) setSeenDown(true)
  if (isUnreported) return <p>Nothing reports whether the tunnel comes up again: look on the router.</p>
  if (!UP.includes(kind)) {
    return <p>The session is not up. It comes up once the router is set; the state below follows.</p>
  }
  return wasSeenDown ? (
    <p>The session is up again.</p>
  ) : (
    <p>It is still reported as up, perhaps from before the change; the state below follows.</p>
  )
}

export const SavedNote = ({ saved: { fields, router, isAwaited }, kind }: SavedNoteProps) => {
  const [isOpen, setIsOpen] = useState(true)
  if (!isOpen) return null
  return (
    <section aria-label="Saved" className="print:hidden">
      <Banner
        title={
          fields.length === 0 ? 'Saved' : `Saved: ${fields.map((field) => rowOf(field).term).join(', ')}`
        }
        onDismiss={() => {
          // A reload must not show it again.
          history.replaceState(null, '')
          setIsOpen(false)
          focusPageHeading()
        }}
      >
        {router.length > 0 ? (
          <>
            <p>On the router:</p>
            <ul className="list-disc pl-5">
              {router.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </>
        ) : (
          <p>Nothing changes on the router.</p>
        )}
        {isAwaited && <Session kind={kind} />}
      </Banner>
    </section>
  )
}
