/** The classes of a toggle button that filters a table by a state. */
export const CHIP =
  'flex h-9 flex-none items-center gap-1.5 rounded-control border border-line-strong bg-surface px-2.5 font-medium whitespace-nowrap hover:bg-raised aria-pressed:border-fg aria-pressed:bg-raised forced-colors:aria-pressed:outline-2 max-sm:h-11'
