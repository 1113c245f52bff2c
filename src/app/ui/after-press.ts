/**
 * Waits for the end of a press of the mouse or a finger. What a field says when it is left may move what stands
 * below it, and a press that has begun there must end on the same thing.
 */
const ENDS = ['mouseup', 'dragend'] as const

let isPressed = false

window.addEventListener(
  'mousedown',
  () => {
    isPressed = true
  },
  true,
)
for (const end of ENDS) {
  window.addEventListener(
    end,
    () => {
      isPressed = false
    },
    true,
  )
}

/** Runs `then` at once, or after the press under way and its click. */
export const afterPress = (then: () => void): void => {
  if (!isPressed) {
    then()
    return
  }
  const over = new AbortController()
  for (const end of ENDS) {
    window.addEventListener(
      end,
      () => {
        over.abort()
        window.setTimeout(then)
      },
      { capture: true, signal: over.signal },
    )
  }
}
