/** Texts that are written part by part: what nobody asks for is never made. */

/** The beginning of a text, whole parts only and at least one, and whether there is more. */
export const beginning = (parts: Iterable<string>, least: number): { text: string; isWhole: boolean } => {
  let text = ''
  for (const part of parts) {
    if (text.length >= least) return { text, isWhole: false }
    text += part
  }
  return { text, isWhole: true }
}

export const whole = (parts: Iterable<string>): string => [...parts].join('')
