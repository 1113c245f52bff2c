/**
 * Waits until the mouse button or finger is released. The message that a field shows on blur may move the elements
 * below it, and a press that began on one of them must end on the same element.
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

/** Runs `then` at once, or after the current press and its click. */
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
