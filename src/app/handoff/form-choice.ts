/**
 * The router chosen in a form, and the values filled in for it. Until the tunnel exists, both are stored in this tab
 * like the form's draft; after that the choice is stored for the tunnel.
 */
import type { FieldName, ValueName } from '../../contract/fields/table.ts'
import { type DeviceId, isDeviceId } from '../../handoff/device-names.ts'
import type { Purpose } from '../form/form-start.ts'
import { draftPlaceOf } from '../form/form-start.ts'
import { createListeners } from '../ui/listeners.ts'
import { chooseRouter, chosenRouter, subscribeRouters } from './chosen-router.ts'

/** The values of the form that depend on the router. */
export const DEPENDENT = [
  'replay_protection',
  'health_direction',
  'health_type',
  'health_rate',
  'health_target',
] as const satisfies (FieldName & ValueName)[]

export type Dependent = (typeof DEPENDENT)[number]

/** The values that the form filled in automatically. */
export type Filled = Partial<Record<Dependent, string | boolean>>

interface Chosen {
  router: DeviceId | null
  filled: Filled
}

export interface FormChoice {
  /** Returns the same object until something changes. */
  get(): Chosen
  choose(router: DeviceId | null): void
  fill(filled: Filled): void
  /** Forgets the choice, after the form was cleared. */
  reset(): void
  /** Stores the choice for the created tunnel, and forgets it for the next form. */
  handOver(tunnelId: string): void
  subscribe(listener: () => void): () => void
}

const parse = (kept: unknown): Chosen | null => {
  if (typeof kept !== 'object' || kept === null) return null
  const { router, filled } = kept as Record<string, unknown>
  if (router !== null && !(typeof router === 'string' && isDeviceId(router))) return null
  const entries = Object.entries(typeof filled === 'object' && filled ? filled : {}).filter(
    ([name, value]) =>
      DEPENDENT.some((known) => known === name) && (typeof value === 'string' || typeof value === 'boolean'),
  )
  return { router, filled: Object.fromEntries(entries) }
}

const read = (key: string): Chosen | null => {
  try {
    return parse(JSON.parse(sessionStorage.getItem(key) ?? 'null'))
  } catch {
    return null
  }
}

const write = (key: string, chosen: Chosen | null): void => {
  try {
    if (chosen) sessionStorage.setItem(key, JSON.stringify(chosen))
    else sessionStorage.removeItem(key)
  } catch {
    // Storage is full or blocked: the choice lasts as long as the page.
  }
}

const isSame = (one: Filled, other: Filled): boolean => DEPENDENT.every((name) => one[name] === other[name])

/** The choice in a form whose tunnel does not exist yet. @param from the tunnel that is cloned */
const newChoice = (key: string, from: string | null): FormChoice => {
  const first = (): Chosen => ({ router: from === null ? null : chosenRouter(from), filled: {} })
  let chosen = read(key) ?? first()
  const listeners = createListeners()
  const set = (next: Chosen, isKept = true) => {
    chosen = next
    write(key, isKept ? next : null)
    listeners.tell()
  }
  const reset = () => set(first(), false)
  return {
    get: () => chosen,
    choose: (router) => set({ ...chosen, router }),
    fill: (filled) => {
      if (!isSame(filled, chosen.filled)) set({ ...chosen, filled })
    },
    reset,
    handOver: (tunnelId) => {
      if (chosen.router) chooseRouter(tunnelId, chosen.router)
      reset()
    },
    subscribe: listeners.subscribe,
  }
}

/** The choice for an existing tunnel is stored at once, whether or not the edit is saved. */
const tunnelChoice = (tunnelId: string): FormChoice => {
  let chosen: Chosen = { router: chosenRouter(tunnelId), filled: {} }
  return {
    get: () => {
      const router = chosenRouter(tunnelId)
      if (router !== chosen.router) chosen = { router, filled: {} }
      return chosen
    },
    choose: (router) => chooseRouter(tunnelId, router),
    fill: () => {},
    reset: () => {},
    handOver: () => {},
    subscribe: subscribeRouters,
  }
}

export const choiceOf = (purpose: Purpose): FormChoice =>
  purpose.kind === 'edit'
    ? tunnelChoice(purpose.base.tunnel.id)
    : newChoice(`tunneldesk.router.${draftPlaceOf(purpose)}`, purpose.from?.id ?? null)
