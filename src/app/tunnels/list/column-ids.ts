/** The list's columns by the names that URL and storage know them by, in the order of the screen. */
export const COLUMN_IDS = [
  'state',
  'name',
  'probes',
  'interface',
  'cloudflare',
  'customer',
  'asn',
  'health',
  'replay',
  'key',
  'created',
  'modified',
  'id',
] as const

export type ColumnId = (typeof COLUMN_IDS)[number]
