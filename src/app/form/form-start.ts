/** The initial state of a form: empty, another tunnel's values, or the tunnel that it edits. */
import type { OddPlace } from '../../contract/fields/kept.ts'
import { SECRET_NAMES, type TunnelValues } from '../../contract/fields/table.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { paths } from '../paths.ts'
import { type Draft, type DraftPlace, loadDraft } from './draft.ts'
import { withHeldKeys } from './held-keys.ts'
import type { Step } from './steps.ts'

/** The state of a tunnel from which a form was filled. */
export interface Base {
  tunnel: Tunnel
  /** An update based on it is refused if the tunnel has changed since; null if the server sent none. */
  etag: string | null
  values: TunnelValues
  /** Values of the API that the form cannot represent. */
  odd: readonly OddPlace[]
}

/** Somebody else changed the tunnel after the form was filled from it. */
export interface Conflict {
  was: TunnelValues
  theirs: Base
}

/** What the form is for. */
export type Purpose =
  | { kind: 'create'; from: { id: string; name: string } | null; values: TunnelValues }
  | { kind: 'edit'; base: Base }

export const draftPlaceOf = (purpose: Purpose): DraftPlace => {
  if (purpose.kind === 'edit') return `edit.${purpose.base.tunnel.id}`
  return purpose.from ? `clone.${purpose.from.id}` : 'new-tunnel'
}

export const stepPathOf = (purpose: Purpose, step: Step): string => {
  if (purpose.kind === 'edit') return paths.editTunnel(purpose.base.tunnel.id, step)
  return purpose.from ? paths.cloneTunnel(purpose.from.id, step) : paths.newTunnel(step)
}

/** Adds the tunnel's current keys to a draft's values. The draft has no keys, so other changes of keys are ignored. */
const withKeysOf = (values: TunnelValues, now: TunnelValues): TunnelValues => {
  const filled = { ...values }
  for (const key of SECRET_NAMES) filled[key] = now[key]
  return filled
}

interface Opened {
  values: TunnelValues
  draft: Draft | null
  conflict: Conflict | null
}

/** Loads the draft, and detects whether the tunnel that it is based on has changed since. */
export const loadStart = (purpose: Purpose, now: number): Opened => {
  const place = draftPlaceOf(purpose)
  const draft = loadDraft(place, now)
  const start = purpose.kind === 'edit' ? purpose.base.values : purpose.values
  if (!draft) return { values: start, draft, conflict: null }
  const values = withHeldKeys(place, draft.values, start)
  if (purpose.kind === 'create' || !draft.base || draft.base.etag === purpose.base.etag) {
    return { values, draft, conflict: null }
  }
  const was = withKeysOf(draft.base.values, start)
  return { values, draft, conflict: { was, theirs: purpose.base } }
}
