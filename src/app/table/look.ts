/** The classes of a table and its head, which stays in view while the page scrolls. Cards have no frame around them. */
export const TABLE = 'block text-left'
export const FRAMED_TABLE = `${TABLE} rounded-card border border-line bg-surface [--bg:var(--color-surface)]`
export const STICKY_HEAD =
  'sticky top-(--bar) z-3 block rounded-t-card bg-surface shadow-[0_1px_0_var(--color-line)] short:static print:static'
