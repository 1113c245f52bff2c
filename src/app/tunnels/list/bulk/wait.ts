/** Waits by the clock: a timer stands still while the machine sleeps. @param signal ends the wait early */
export const waitByClock = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = Date.now() + ms
    const finish = () => {
      clearInterval(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setInterval(() => Date.now() >= end && finish(), 500)
    signal.addEventListener('abort', finish)
    if (signal.aborted) finish()
  })
