/**
 * Prefixes that become static routes once their tunnel exists: typed in the form, kept with its draft in this tab,
 * and handed on to the tunnel's page. Also which pair a tunnel had before an edit. No keys are in any of it.
 */
import { splitPrefixes, tidyAddress } from '../../contract/address-text.ts'

export interface PrefixPlan {
  /** As typed. */
  text: string
  priority: string
}

export const EMPTY_PLAN: PrefixPlan = { text: '', priority: '100' }

const planKey = (of: string): string => `tunneldesk.prefixes.${of}`
const pairKey = (tunnelId: string): string => `tunneldesk.former-pair.${tunnelId}`

const read = (key: string): unknown => {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

/** @param value null removes it */
const write = (key: string, value: unknown): void => {
  try {
    if (value === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Storage is full or forbidden: it is only forgotten on reload.
  }
}

/** @param of id of a draft or of a tunnel */
export const readPlan = (of: string): PrefixPlan => {
  const kept = read(planKey(of)) as Partial<PrefixPlan> | null
  return typeof kept?.text === 'string' && typeof kept.priority === 'string'
    ? { text: kept.text, priority: kept.priority }
    : EMPTY_PLAN
}

export const writePlan = (of: string, plan: PrefixPlan): void =>
  write(planKey(of), plan.text.trim() === '' ? null : plan)

/** Each prefix once, in order. */
export const prefixesOf = ({ text }: PrefixPlan): string[] => [
  ...new Set(splitPrefixes(text).map(tidyAddress)),
]

/** Tunnels that were created a moment ago, whose routes follow without being asked for again. */
const fresh = new Set<string>()

/** The tunnel was created. @param isUsed BGP is off: with it nothing is planned */
export const handOverPlan = (draftId: string, tunnelId: string, isUsed: boolean): void => {
  const plan = readPlan(draftId)
  writePlan(draftId, EMPTY_PLAN)
  if (!isUsed || plan.text.trim() === '') return
  writePlan(tunnelId, plan)
  fresh.add(tunnelId)
}

/** True once for a tunnel that was just created here. */
export const takeFresh = (tunnelId: string): boolean => fresh.delete(tunnelId)

/** An edit gave the tunnel another pair: its static routes still lead to the old one. */
export const keepFormerPair = (tunnelId: string, interfaceAddress: string): void =>
  write(pairKey(tunnelId), interfaceAddress)

export const readFormerPair = (tunnelId: string): string | null => {
  const kept = read(pairKey(tunnelId))
  return typeof kept === 'string' ? kept : null
}

export const forgetFormerPair = (tunnelId: string): void => write(pairKey(tunnelId), null)
