/** Texts written part by part: parts that are not read are never written. */

export interface FormatName {
  title: string
  ending: string
  mime: string
  /** What the reader must know before using it. */
  note: string
}

export interface ExportText extends FormatName {
  parts(): Iterable<string>
}

/** The beginning of a text in whole parts, at least one, and whether that is all of it. */
export const beginning = (parts: Iterable<string>, least: number): { text: string; isWhole: boolean } => {
  let text = ''
  for (const part of parts) {
    if (text.length >= least) return { text, isWhole: false }
    text += part
  }
  return { text, isWhole: true }
}

export const whole = (parts: Iterable<string>): string => [...parts].join('')
