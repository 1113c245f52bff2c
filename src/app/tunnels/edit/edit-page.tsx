/** The form that changes a tunnel. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { Suspense, useEffect, useState } from 'react'
import { isolated } from '../../../contract/characters.ts'
import { baseOf } from '../../form/base.ts'
import type { Base, Purpose } from '../../form/form-start.ts'
import type { Step } from '../../form/steps.ts'
import { useTunnelFormSetup } from '../../form/tunnel-form-setup.ts'
import { TunnelFormProvider, useTunnelForm } from '../../form/use-tunnel-form.tsx'
import { PageSkeleton } from '../../page-skeleton.tsx'
import { paths } from '../../paths.ts'
import { tunnelBaseQuery } from '../../queries.ts'
import { lazyPart } from '../../ui/lazy-part.ts'
import { loadedLater } from '../../ui/loaded-later.tsx'
import type { OutcomeWords } from '../../write/write-outcome.tsx'
import { Wizard } from '../wizard/wizard.tsx'
import { FormSkeleton } from './form-skeleton.tsx'
import { OddNotice } from './odd-notice.tsx'
import { useEditedFields } from './use-edited-fields.ts'
import { loadAfterSave, useSave } from './use-save.ts'

const WORDS: OutcomeWords = {
  label: 'Result of saving',
  notDone: 'The changes were not saved',
  unknown: 'Not confirmed: the changes may or may not have been saved',
  looked:
    'The tunnel was read again just now and does not have them. Saving again is safe: the tunnel is compared first.',
  meaning: 'Look at the tunnel before you save again.',
}

const loadReview = () => import('./edit-review.tsx')
const loadOutcome = () => import('../wizard/send-outcome.tsx')
const loadConflict = () => import('./conflict-table.tsx')

const EditReview = lazyPart(async () => (await loadReview()).EditReview)
const SendOutcome = loadedLater('The result of saving', async () => (await loadOutcome()).SendOutcome)
const ConflictTable = loadedLater('The other change', async () => (await loadConflict()).ConflictTable)

interface EditPageProps {
  id: string
  step: Step
}

export const EditPage = (props: EditPageProps) => (
  <Suspense
    fallback={
      <PageSkeleton>
        <FormSkeleton />
      </PageSkeleton>
    }
  >
    <LoadedEditPage {...props} />
  </Suspense>
)

const LoadedEditPage = ({ id, step }: EditPageProps) => {
  const { data } = useSuspenseQuery(tunnelBaseQuery(id))
  const [purpose] = useState((): Purpose => ({ kind: 'edit', base: baseOf(data.tunnel, data.etag) }))
  const form = useTunnelFormSetup(purpose, step)
  return (
    <TunnelFormProvider value={form}>
      {form.base && <EditWizard base={form.base} step={step} />}
    </TunnelFormProvider>
  )
}

const EditWizard = ({ base, step }: { base: Base; step: Step }) => {
  const { conflict } = useTunnelForm()
  const { state, send, look, dropRefusal } = useSave(base)
  const isUnchanged = useEditedFields(base).length === 0
  const { id, name } = base.tunnel

  useEffect(() => {
    // If one fails, the part that needs it tries again and shows the error.
    for (const load of [loadReview, loadOutcome, loadConflict, loadAfterSave]) load().catch(() => {})
    // The tunnel's page shows this note after saving.
    import('../page/saved-note.tsx').catch(() => {})
  }, [])

  const unready = conflict
    ? 'Somebody else changed this tunnel: compare the two first'
    : isUnchanged
      ? 'Nothing was changed'
      : undefined
  return (
    <Wizard
      step={step}
      flow={{
        title: `Edit ${isolated(name)}`,
        progressLabel: 'Edit tunnel progress',
        sendLabel: 'Save changes',
        sendingLabel: 'Saving...',
        back: { label: 'Back to tunnel', path: paths.tunnel(id) },
        state,
        send,
        dropRefusal,
        refusal: unready,
        notice: conflict ? <ConflictTable conflict={conflict} /> : <OddNotice base={base} />,
        review: (
          <EditReview
            base={base}
            isSending={state.kind === 'sending'}
            hasOutcome={state.kind === 'not_done' || state.kind === 'unknown'}
            outcome={<SendOutcome state={state} look={look} words={WORDS} />}
          />
        ),
      }}
    />
  )
}
