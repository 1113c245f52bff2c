/**
 * A change of many tunnels as data: the change and its progress. It is stored on this device while it runs, without
 * any key, so that closing the page in the middle loses nothing.
 */
import { isObject } from '../../../../contract/json.ts'
import { HEALTH_CHECK_RATES, HEALTH_CHECK_TYPES } from '../../../../contract/tunnel-values.ts'

const BY_NAME = new Intl.Collator('en', { numeric: true })

export interface HealthChange {
  enabled: boolean
  type: (typeof HEALTH_CHECK_TYPES)[number]
  rate: (typeof HEALTH_CHECK_RATES)[number]
}

/** `checked`: the dry-run accepted it. `unknown`: nobody knows whether it was done. */
export const STATUSES = ['waiting', 'checked', 'refused', 'done', 'failed', 'unknown'] as const
export type Status = (typeof STATUSES)[number]

export interface Item {
  id: string
  name: string
  status: Status
  /** The reason, as the API words it. */
  note: string
}

export interface Plan {
  change: { kind: 'delete' } | { kind: 'health'; to: HealthChange }
  /** Every row is checked before any row is changed, and the user confirms in between. */
  phase: 'check' | 'confirm' | 'run' | 'finished'
  items: readonly Item[]
}

/** In the order of their names: the answer of the API has no order that a reader could follow. */
export const newPlan = (change: Plan['change'], tunnels: readonly { id: string; name: string }[]): Plan => ({
  change,
  phase: 'check',
  items: tunnels
    .map(({ id, name }): Item => ({ id, name, status: 'waiting', note: '' }))
    .sort((a, b) => BY_NAME.compare(a.name, b.name)),
})

/** The plan to continue with: done rows are not repeated, all others are checked again. */
export const resumed = (plan: Plan): Plan => ({
  ...plan,
  phase: 'check',
  items: plan.items.map((item) => (item.status === 'done' ? item : { ...item, status: 'waiting', note: '' })),
})

export const countOf = (plan: Plan, status: Status): number =>
  plan.items.filter((item) => item.status === status).length

/** Whether it is stored. Also the new check of an interrupted run: closing the page again loses nothing. */
export const isUnderWay = (plan: Plan): boolean =>
  plan.phase === 'run' || (plan.phase !== 'finished' && countOf(plan, 'done') > 0)

const isItem = (value: unknown): value is Item =>
  isObject(value) &&
  typeof value.id === 'string' &&
  typeof value.name === 'string' &&
  typeof value.note === 'string' &&
  STATUSES.some((status) => status === value.status)

const isHealth = (value: unknown): value is HealthChange =>
  isObject(value) &&
  typeof value.enabled === 'boolean' &&
  HEALTH_CHECK_TYPES.some((type) => type === value.type) &&
  HEALTH_CHECK_RATES.some((rate) => rate === value.rate)

/** @returns null for anything but a plan with work left */
export const parsePlan = (kept: unknown): Plan | null => {
  if (!isObject(kept) || !isObject(kept.change) || !Array.isArray(kept.items)) return null
  const { kind, to } = kept.change
  const change = kind === 'delete' ? { kind } : kind === 'health' && isHealth(to) ? { kind, to } : null
  if (!change || !kept.items.every(isItem) || kept.phase !== 'run') return null
  return { change: change as Plan['change'], phase: 'run', items: kept.items }
}
