/**
 * Allows one bulk change at a time in this browser. Two tabs would change the same tunnels twice, spend the account's
 * budget twice, and overwrite each other's stored plan.
 */
const NAME = 'tunneldesk.bulk'

/** Undefined on a page served over plain HTTP from another machine: browsers have no locks there. */
const locks = (): LockManager | undefined => navigator.locks as LockManager | undefined

/** Releases the lock; the browser also releases it when the page closes. */
export type Release = () => void

/** @returns null while another tab has the lock */
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

/** Whether a bulk change is running in any tab. */
export const isBulkRunning = async (): Promise<boolean> =>
  (await locks()?.query())?.held?.some(({ name }) => name === NAME) ?? false
