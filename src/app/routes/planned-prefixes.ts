/**
 * Prefixes that become static routes once their tunnel exists: typed in the form, stored with its draft in this tab,
 * and passed to the tunnel's page. They contain no keys.
 */
import { tidyAddress } from '../../contract/address/typed-address.ts'
import { splitPrefixes } from '../../contract/address/typed-prefixes.ts'

export interface PrefixPlan {
  /** The prefixes as typed. */
  text: string
  priority: string
}

export const EMPTY_PLAN: PrefixPlan = { text: '', priority: '100' }

const planKey = (of: string): string => `tunneldesk.prefixes.${of}`

const read = (key: string): unknown => {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

/** @param value null removes the entry */
const write = (key: string, value: unknown): void => {
  try {
    if (value === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Storage is full or blocked: the value is lost on reload.
  }
}

/** @param of ID of a draft or of a tunnel */
export const readPlan = (of: string): PrefixPlan => {
  const kept = read(planKey(of)) as Partial<PrefixPlan> | null
  return typeof kept?.text === 'string' && typeof kept.priority === 'string'
    ? { text: kept.text, priority: kept.priority }
    : EMPTY_PLAN
}

export const writePlan = (of: string, plan: PrefixPlan): void =>
  write(planKey(of), plan.text.trim() === '' ? null : plan)

/** The distinct prefixes, in order. */
export const prefixesOf = ({ text }: PrefixPlan): string[] => [
  ...new Set(splitPrefixes(text).map(tidyAddress)),
]

/** Tunnels just created in this page, whose routes are created without another confirmation. */
const fresh = new Set<string>()

/** Passes the plan to the created tunnel. @param isUsed whether BGP is off: with BGP no routes are planned */
export const handOverPlan = (draftId: string, tunnelId: string, isUsed: boolean): void => {
  const plan = readPlan(draftId)
  writePlan(draftId, EMPTY_PLAN)
  if (!isUsed || plan.text.trim() === '') return
  writePlan(tunnelId, plan)
  fresh.add(tunnelId)
}

/** Returns true once for a tunnel that was just created in this page. */
export const takeFresh = (tunnelId: string): boolean => fresh.delete(tunnelId)
