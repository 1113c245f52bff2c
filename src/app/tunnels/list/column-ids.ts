/** IDs of the list's columns, as in the URL and in storage, in the order of the table. */
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
