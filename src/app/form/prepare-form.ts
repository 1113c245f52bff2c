/** Creates the parts of the form that exist before its first render, and stay until it is unmounted. */
import type { QueryClient } from '@tanstack/react-query'
import { createJudge } from '../../contract/fields/judge.ts'
import { type FieldName, isDefault, type TunnelValues } from '../../contract/fields/table.ts'
import { isChanged } from '../../contract/fields/wire.ts'
import type { Neighbour } from '../../contract/finding.ts'
import type { TunnelDraft } from '../../contract/tunnel.ts'
import { type DraftBase, newDraftId } from './draft.ts'
import { createAnswers } from './dry-run/answers.ts'
import { browserDeps } from './dry-run/browser.ts'
import { createDryRun } from './dry-run/dry-run.ts'
import type { DryRun } from './dry-run/state.ts'
import { checkTunnel } from './dry-run/verdict.ts'
import { keptPlaces } from './edited.ts'
import { formOptions } from './form-options.ts'
import { type Base, draftPlaceOf, loadStart, type Purpose } from './form-start.ts'
import { heldPsk } from './held-keys.ts'
import { isOnlyMissing } from './server-errors.ts'

const startDryRun = (client: QueryClient, id: string | null): DryRun =>
  createDryRun({
    answers: createAnswers(client, (payload, signal) => checkTunnel(id, payload as TunnelDraft, signal)),
    ...browserDeps,
    isOnlyMissing: (errors, missing) => isOnlyMissing(errors, missing.split(' ') as FieldName[]),
  })

export const prepareForm = (client: QueryClient, purpose: Purpose) => {
  const { values, draft, conflict } = loadStart(purpose, Date.now())
  const place = draftPlaceOf(purpose)
  const id = purpose.kind === 'edit' ? purpose.base.tunnel.id : null
  /** The tunnel that is edited; replaced after a conflict was resolved. */
  const base = purpose.kind === 'edit' ? purpose.base : null
  /** A draft keeps the state that it was based on, even across reloads, until the user has resolved the conflict. */
  const current: { base: Base | null; draftBase: DraftBase | null; draftId: string } = {
    base,
    draftId: draft?.id ?? newDraftId(),
    draftBase: conflict ? (draft?.base ?? base) : base,
  }
  const start = () => current.base?.values ?? (purpose.kind === 'create' ? purpose.values : values)
  /** Filled when the list of tunnels arrives; the rules read it on each run. */
  const account: { tunnels: readonly Neighbour[] } = { tunnels: [] }
  const judge = createJudge(() => account.tunnels)
  return {
    account,
    judge,
    place,
    id,
    current,
    start,
    conflict,
    options: formOptions(values, judge),
    savedAt: draft?.savedAt ?? null,
    generatedPsk: heldPsk(place),
    dryRun: startDryRun(client, id),
    isAsOpened: (field: FieldName, typed: TunnelValues) =>
      current.base ? !isChanged(field, current.base.values, typed) : isDefault(field, typed),
    kept: (typed: TunnelValues, touched: ReadonlySet<FieldName>) => keptPlaces(current.base, typed, touched),
  }
}
