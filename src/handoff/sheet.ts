/** A sheet as a text file, to print or to keep: the device's pages, with the value for each field. */
import type { HandoffFile, Questions, SheetPage, SheetRow } from './device.ts'
import { commentText } from './escape.ts'
import type { TunnelFacts } from './facts.ts'

/** A label and its value on one line. Keys are never altered: each device refuses a key with a line break. */
const line = ({ label, value, note }: SheetPage['rows'][number], width: number): string =>
  `  ${label.padEnd(width)}  ${value}${note ? `\n  ${' '.repeat(width)}  (${note})` : ''}`

export const sheetFile = (
  { name, id, rollback }: SheetRow<Questions, Questions> & { name: string },
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
    place: "Enter it by hand, in the order of the device's own pages",
    language: 'text',
    text: `${[title, ...parts].join('\n\n')}\n`,
    rollback,
  }
}
