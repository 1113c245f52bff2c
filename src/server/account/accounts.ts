/** The accounts that were used last, each with its state. */
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { type Account, createAccount, type Upstreams } from './account.ts'

/** In the sandbox every browser has an account of its own, so their number is limited. */
const MOST_ACCOUNTS = 1000

export const createAccounts = (upstreams: Upstreams, clock: Clock, log: Log) => {
  const accounts = new Map<string, Account>()
  return (id: string): Account => {
    const known = accounts.get(id)
    if (known) accounts.delete(id)
    const account = known ?? createAccount(id, upstreams, clock, log)
    accounts.set(id, account)
    const [oldest] = accounts.keys()
    if (accounts.size > MOST_ACCOUNTS && oldest !== undefined) accounts.delete(oldest)
    return account
  }
}
