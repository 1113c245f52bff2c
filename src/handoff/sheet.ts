/** A sheet as a text file: the pages of the device with what goes into each field, to print or to keep. */
import type { HandoffFile, Questions, SheetPage, SheetRow } from './device.ts'
import { commentText } from './escape.ts'
import type { TunnelFacts } from './facts.ts'

/** A value as one line. A key is never altered: the rows refuse keys that are not one line. */
const line = ({ label, value, note }: SheetPage['rows'][number], width: number): string =>
  `  ${label.padEnd(width)}  ${value}${note ? `\n  ${' '.repeat(width)}  (${note})` : ''}`

export const sheetFile = (
  { name, id, rollback }: SheetRow<Questions, Questions>,
  tunnels: readonly TunnelFacts[],
  pages: readonly SheetPage[],
): HandoffFile => {
  const title = `${name}: ${tunnels.map((tunnel) => commentText(tunnel.name)).join(' and ')}`
  const parts = pages.map(({ title: page, rows }) => {
    const width = Math.max(...rows.map(({ label }) => label.length))
    return [page, ...rows.map((row) => line(row, width))].join('\n')
  })
  return {
    name: `${id}.txt`,
    place: "Entered by hand, in the order of the device's own pages",
    language: 'text',
    text: `${[title, ...parts].join('\n\n')}\n`,
    rollback,
  }
}
