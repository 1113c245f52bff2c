/** Copies a row of the list. Loaded when the first row is copied. */
import { isolated } from '../../../contract/characters.ts'
import { neutralised } from '../../export/csv.ts'
import { announce } from '../../ui/live-region.tsx'
import type { Row } from './rows.ts'

/** A spreadsheet makes a cell of each value, and must not run it as a formula. */
export const rowText = ({ tunnel }: Row): string => {
  const { name, interface_address, cloudflare_endpoint, customer_endpoint, id } = tunnel
  const values = [name, interface_address, cloudflare_endpoint, customer_endpoint, id]
  return neutralised(values.filter(Boolean).join('\t'))
}

/** @throws when the browser does not allow it */
export const copyRow = async (row: Row): Promise<void> => {
  await navigator.clipboard.writeText(rowText(row))
  announce(`Copied ${isolated(row.tunnel.name)}`)
}
