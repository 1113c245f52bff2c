/** The resolver's schema: the screen's shape plus every rule's errors. It gates Create and nothing else. */
import type { Neighbour } from '../../contract/finding.ts'
import { errorsOf } from './findings.ts'
import { valuesSchema } from './values.ts'

/** @param neighbours read at every validation, since the list of tunnels may arrive late */
export const createSchema = (neighbours: () => readonly Neighbour[]) =>
  valuesSchema.check(({ value, issues }) => {
    for (const { field, finding } of errorsOf(value, neighbours())) {
      issues.push({ code: 'custom', input: value, path: [field], message: finding.message })
    }
  })
