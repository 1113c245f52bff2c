/** The form that creates a tunnel, empty or filled from another one with `?from=`. */
import { lazy, useEffect } from 'react'
import { useSearch } from 'wouter'
import { ID_PATTERN } from '../../../contract/calls/api-calls.ts'
import { isolated } from '../../../contract/characters.ts'
import { DEFAULT_VALUES } from '../../../contract/fields/table.ts'
import type { Purpose } from '../../form/form-start.ts'
import type { Step } from '../../form/steps.ts'
import { useTunnelFormSetup } from '../../form/tunnel-form-setup.ts'
import { TunnelFormProvider } from '../../form/use-tunnel-form.tsx'
import { paths } from '../../paths.ts'
import { Banner } from '../../ui/banner.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import { loadedLater } from '../../ui/loaded-later.tsx'
import { OtherTabsNotice } from '../wizard/later-parts.tsx'
import { Wizard } from '../wizard/wizard.tsx'
import { useCreate } from './use-create.ts'

const loadReview = () => import('../wizard/review-step.tsx')
const loadOutcome = () => import('../wizard/send-outcome.tsx')
const loadPlanned = () => import('../../routes/planned-review.tsx')

const CloneStart = lazy(async () => ({ default: (await import('./clone-start.tsx')).CloneStart }))
const ReviewStep = lazyPart(async () => (await loadReview()).ReviewStep)
const CreateOutcome = lazyPart(async () => (await loadOutcome()).CreateOutcome)
const PlannedReview = loadedLater('The static routes', async () => (await loadPlanned()).PlannedReview)

export const CreatePage = ({ step }: { step: Step }) => {
  const from = new URLSearchParams(useSearch()).get('from') ?? ''
  return ID_PATTERN.test(from) ? <CloneForm key={from} id={from} step={step} /> : <NewForm step={step} />
}

const NewForm = ({ step }: { step: Step }) => (
  <CreateForm purpose={{ kind: 'create', from: null, values: DEFAULT_VALUES }} step={step} />
)

const CloneForm = ({ id, step }: { id: string; step: Step }) => (
  <CloneStart id={id}>{(purpose) => <CreateForm purpose={purpose} step={step} />}</CloneStart>
)

const CreateForm = ({ purpose, step }: { purpose: Purpose; step: Step }) => (
  <TunnelFormProvider value={useTunnelFormSetup(purpose, step)}>
    <CreateWizard purpose={purpose} step={step} />
  </TunnelFormProvider>
)

const CreateWizard = ({ purpose, step }: { purpose: Purpose; step: Step }) => {
  const { state, create, look, dropRefusal } = useCreate()
  const from = purpose.kind === 'create' ? purpose.from : null

  useEffect(() => {
    // If this fails, opening Review tries again and shows the error.
    for (const load of [loadReview, loadOutcome, loadPlanned]) load().catch(() => {})
  }, [])

  return (
    <Wizard
      step={step}
      flow={{
        title: from ? `Clone of ${isolated(from.name)}` : 'New tunnel',
        progressLabel: 'Create tunnel progress',
        sendLabel: 'Create tunnel',
        sendingLabel: 'Creating...',
        back: from
          ? { label: 'Back to tunnel', path: paths.tunnel(from.id) }
          : { label: 'Back to tunnels', path: paths.tunnels },
        state,
        send: create,
        dropRefusal,
        notice: (
          <>
            <OtherTabsNotice />
            {from && step === 'basics' && <CloneNotice name={from.name} />}
          </>
        ),
        review: (
          <>
            <ReviewStep
              isSending={state.kind === 'sending'}
              hasOutcome={state.kind === 'not_done' || state.kind === 'unknown'}
              outcome={<CreateOutcome state={state} look={look} />}
            />
            <PlannedReview />
          </>
        ),
      }}
    />
  )
}

const CloneNotice = ({ name }: { name: string }) => (
  <div className="mb-5">
    <Banner title={`Filled from ${isolated(name)}`}>
      The name, the interface address and the custom IKE identity are the next free ones. Keys and the IPv6
      interface address are not copied.
    </Banner>
  </div>
)
