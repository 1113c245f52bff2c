/** Deletes a tunnel: shows the API's dry-run and what is lost, and requires typing the tunnel's name. */

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { isolated } from '../../../contract/characters.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { call } from '../../api.ts'
import { verdictFrom } from '../../form/dry-run/verdict.ts'
import { paths } from '../../paths.ts'
import { pruneKept } from '../../prune-kept.ts'
import { tunnelListQuery, tunnelQuery } from '../../queries.ts'
import { DeleteFirst } from '../../routes/delete-first.tsx'
import { sayError } from '../../say-error.ts'
import { Address } from '../../ui/address.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { CancelButton, DialogActions, takeFocus } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/input.tsx'
import { useSpeaker } from '../../use-speaker.tsx'
import { useWriteRefusal } from '../../use-write-refusal.ts'
import { useWrite } from '../../write/use-write.ts'
import { WriteOutcome } from '../../write/write-outcome.tsx'
import { WriteRefusal } from '../../write/write-refusal.tsx'
import { isTyped, textToType } from './typed-name.ts'
import { deletionOf } from './writes.ts'

const WORDS = {
  button: 'Delete tunnel',
  label: 'Result of deleting the tunnel',
  notDone: 'The tunnel was not deleted',
  unknown: 'Not confirmed: the tunnel may or may not exist',
  meaning: 'The request was sent once and not repeated. Look again before you delete again.',
  looked:
    'The tunnel was read again just now and still exists. Deleting again is safe: a tunnel that is gone counts as deleted.',
}

const DryRun = ({ id }: { id: string }) => {
  const speaker = useSpeaker()
  // Requested each time the dialog opens: what depends on a tunnel may change at any time.
  const { data: verdict, error } = useQuery({
    queryKey: ['validate-delete', id],
    queryFn: ({ signal }) => verdictFrom(call('validateDelete', { id, body: {}, signal })),
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
  if (error) return <p className="text-fg-2">Not checked: {sayError(error)}</p>
  if (!verdict) return <p className="text-fg-2">Checking...</p>
  if (verdict.kind === 'accepted') return <p className="text-fg-2">{speaker} would accept this (dry run).</p>
  if (verdict.kind === 'rejected') {
    return (
      <Banner tone="error" title={`${speaker} would refuse this (dry run)`}>
        {verdict.errors.map(({ code, message }) => (
          <p key={`${code} ${message}`}>
            <span dir="auto">{message}</span> ({code})
          </p>
        ))}
      </Banner>
    )
  }
  const why = 'message' in verdict && verdict.message ? verdict.message : 'there was no answer'
  return (
    <p className="text-fg-2">Not checked: {verdict.kind === 'limited' ? 'the API limit is reached' : why}.</p>
  )
}

/** What is lost with the tunnel, as far as the API reports it. */
const Loss = ({ tunnel }: { tunnel: Tunnel }) => {
  const { remote_identities: ids, bgp_status: status } = tunnel
  const isUp = status?.state === 'BGP_UP'
  const identities = [ids?.fqdn_id, ids?.user_id, ids?.hex_id].filter(
    (id) => typeof id === 'string' && id !== '',
  )
  return (
    <>
      {isUp && (
        <Banner tone="warning" title="Its BGP session is up">
          Traffic that uses this tunnel now loses its path.
        </Banner>
      )}
      <ul className="grid list-disc gap-1 pl-5 text-fg-2">
        {isUp && <li>The BGP session ends, and the routes learnt over it go.</li>}
        <li>Its pre-shared key cannot be read back.</li>
        <li>
          Its id and IKE identities do not come back, also when it is created again: the router needs the new
          ones.
          {identities.map((id) => (
            <span key={id} className="block">
              <Address value={id ?? ''} />
            </span>
          ))}
        </li>
      </ul>
    </>
  )
}

const Deleted = ({ name }: { name: string }) => {
  const [, navigate] = useLocation()
  return (
    <div className="grid gap-4">
      <p>
        <span dir="auto">{name}</span> was deleted.
      </p>
      <div>
        <Button variant="primary" autoFocus onClick={() => navigate(paths.tunnels)}>
          Back to the tunnels
        </Button>
      </div>
    </div>
  )
}

export const DeleteForm = ({ tunnel, onClose }: { tunnel: Tunnel; onClose(): void }) => {
  const { id, name } = tunnel
  const client = useQueryClient()
  const refusal = useWriteRefusal()
  const [typed, setTyped] = useState('')
  const deletion = deletionOf(id)
  const { state, write, look } = useWrite({
    ...deletion,
    send: async () => {
      await deletion.send()
      void client.invalidateQueries({ queryKey: tunnelListQuery.queryKey, exact: true })
      // The browser's Back has closed the dialog: only the page can show the outcome.
      if (location.hash === '') void client.invalidateQueries({ queryKey: tunnelQuery(id).queryKey })
    },
    said: { done: `${isolated(name)} was deleted`, notDone: WORDS.notDone, unknown: WORDS.unknown },
  })
  const isDeleted = state.kind === 'done'
  useEffect(() => {
    if (!isDeleted) return
    pruneKept((each) => each === id)
    // If the dialog is closed and the page stays, it must not show the tunnel as it was until the next poll.
    return () => void client.invalidateQueries({ queryKey: tunnelQuery(id).queryKey })
  }, [isDeleted, id, client])
  if (isDeleted) return <Deleted name={name} />

  const isSending = state.kind === 'sending'
  const asked = textToType(tunnel)
  const isNamed = isTyped(typed, asked)
  const reason =
    refusal ?? (isSending ? 'The tunnel is being deleted' : isNamed ? undefined : `Type ${asked} first`)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason === undefined) void write()
  }
  return (
    <form noValidate onSubmit={submit}>
      <div className="grid gap-4">
        <WriteRefusal refusal={refusal} button={WORDS.button} />
        <WriteOutcome state={state} look={look} words={WORDS} />
        <DryRun id={id} />
        <Loss tunnel={tunnel} />
        <DeleteFirst ids={[id]} />
        <Field
          id="delete-name"
          label="Tunnel name"
          hint={
            <>
              Type <span dir="auto">{asked}</span> to delete it.
            </>
          }
          message={null}
          alone
        >
          {(aria) => (
            <TextInput
              {...aria}
              ref={takeFocus}
              value={typed}
              readOnly={isSending}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      </div>
      <DialogActions>
        <CancelButton onClick={onClose} />
        <Button type="submit" variant="primary" disabledReason={reason}>
          {isSending ? 'Deleting...' : WORDS.button}
        </Button>
      </DialogActions>
    </form>
  )
}
