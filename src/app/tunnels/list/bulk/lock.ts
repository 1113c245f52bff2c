/**
 * One bulk change at a time in this browser. Two tabs would change the same tunnels twice, spend the account's
 * budget twice, and overwrite each other's kept plan.
 */
const NAME = 'tunneldesk.bulk'

/** Browsers have no locks on a page served over plain HTTP from another machine: there every tab is on its own. */
const locks = (): LockManager | undefined => navigator.locks as LockManager | undefined

/** Releases the lock; the browser does it, too, when the page is closed. */
export type Release = () => void

/** @returns null while another tab holds it */
export const takeBulkLock = (): Promise<Release | null> =>
  new Promise((resolve, reject) => {
    const manager = locks()
    if (!manager) return resolve(() => {})
    manager
      .request(NAME, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(null)
        return new Promise<void>((release) => resolve(release))
      })
      .catch(reject)
  })

/** Whether a bulk change is under way in any tab. */
export const isBulkRunning = async (): Promise<boolean> =>
  (await locks()?.query())?.held?.some(({ name }) => name === NAME) ?? false
