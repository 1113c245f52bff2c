/** Work that nobody waits for at a key press: it runs once the field that was typed in has been painted. */

/** Two frames. A timer, because a frame never comes in a hidden tab. */
export const AFTER_PAINT_MS = 32

export interface AfterPaint {
  /** Once, however often it is called before. */
  soon(): void
  /** Runs it now if it is due. */
  flush(): void
  /** Runs it now. */
  now(): void
  isDue(): boolean
}

export const afterPaint = (run: () => void): AfterPaint => {
  let timer: ReturnType<typeof setTimeout> | null = null
  const now = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    run()
  }
  return {
    soon() {
      timer ??= setTimeout(now, AFTER_PAINT_MS)
    },
    flush() {
      if (timer !== null) now()
    },
    now,
    isDue: () => timer !== null,
  }
}
