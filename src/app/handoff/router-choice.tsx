/** The router in a tunnel's form: the select on the first step, and its effects on all steps. */
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { rowOf } from '../../contract/fields/table.ts'
import { DEVICE_NAMES, type DeviceId } from '../../handoff/device-names.ts'
import type { Feedback } from '../form/feedback.ts'
import { type TunnelForm, useTunnelForm } from '../form/use-tunnel-form.tsx'
import { Field } from '../ui/field.tsx'
import { announce } from '../ui/live-region.tsx'
import { loadedLater } from '../ui/loaded-later.tsx'
import { choiceOf, type Dependent, type Filled, type FormChoice } from './form-choice.ts'
import { createFormRouter, type FormRouter } from './form-router.ts'
import { seeTunnel } from './former-tunnel.ts'
import { RouterSelect } from './router-select.tsx'

interface Part {
  choice: FormChoice
  router: FormRouter
}

/** One part per mounted form. */
const parts = new WeakMap<Feedback, Part>()

const partOf = ({ form, feedback, preset, generatedPsk, purpose }: TunnelForm): Part => {
  const known = parts.get(feedback)
  if (known) return known
  const choice = choiceOf(purpose)
  const router = createFormRouter(
    {
      values: () => form.getValues(),
      touched: () => feedback.view().touched,
      preset,
      start: purpose.kind === 'create' ? purpose.values : null,
      generatedPsk,
    },
    choice,
  )
  const part = { choice, router }
  parts.set(feedback, part)
  return part
}

const useChosen = () => {
  const { choice } = partOf(useTunnelForm())
  return { choice, ...useSyncExternalStore(choice.subscribe, choice.get) }
}

const sayFilled = (filled: Filled): string =>
  `Set for it: ${Object.keys(filled)
    .map((name) => rowOf(name as Dependent).term)
    .join(', ')}`

export const RouterChoice = () => {
  const { base } = useTunnelForm()
  const { choice, router, filled } = useChosen()
  const isFilled = Object.keys(filled).length > 0
  return (
    <Field
      id="form-router"
      label="Your router"
      optional
      hint={
        base
          ? 'Fields that do not suit it show a warning. Never sent.'
          : 'Fills in fields that depend on it and that you have not changed. Never sent.'
      }
      message={isFilled ? { tone: 'info', text: sayFilled(filled) } : null}
      alone
    >
      {(aria) => <RouterSelect {...aria} value={router} onChoose={choice.choose} />}
    </Field>
  )
}

/** Announces once which fields were filled in: they are on other steps. */
const useSayFilled = (router: DeviceId | null, filled: Filled) => {
  const text =
    router && Object.keys(filled).length > 0 ? `${DEVICE_NAMES[router]}. ${sayFilled(filled)}` : null
  const said = useRef(text)
  useEffect(() => {
    if (text && text !== said.current) announce(text)
    said.current = text
  }, [text])
}

/** Renders nothing; it changes the form. */
const Advice = loadedLater('The advice for this router', async () => {
  const { rows } = await import('./form-rows.ts')
  return ({ router: chosen }: { router: DeviceId | null }) => {
    const tunnelForm = useTunnelForm()
    const { feedback } = tunnelForm
    const { router, choice } = partOf(tunnelForm)
    useSayFilled(chosen, useChosen().filled)
    // biome-ignore lint/correctness/useExhaustiveDependencies: `choice` and `chosen` are read inside `router`, so a new choice must run this again
    useEffect(() => {
      const follow = () => router.follow(rows)
      follow()
      feedback.takeRemarks((values) => router.remarksOn(rows, values))
      const leave = feedback.subscribe(follow)
      return () => {
        leave()
        feedback.takeRemarks(null)
      }
    }, [feedback, router, choice, chosen])
    return null
  }
})

/** Mounted on every step. The device rows load once a router is chosen. */
export const RouterAdvice = () => {
  const { draftId, onMade, base } = useTunnelForm()
  const { choice, router, filled } = useChosen()
  const draft = useRef(draftId)
  useEffect(() => {
    onMade.current = choice.handOver
    // A new draft: the previous one was discarded, or its tunnel was created.
    if (draft.current !== draftId) choice.reset()
    draft.current = draftId
  }, [choice, onMade, draftId])
  useEffect(() => {
    // Records the tunnel before this edit, for the comparison on its page.
    if (base && router) seeTunnel(base.tunnel)
  }, [base, router])
  return (router || Object.keys(filled).length > 0) && <Advice router={router} />
}
