/** The icon of a state. Each shape is distinct without colour; colour and the word beside it repeat it. */
import { memo } from 'react'
import type { StateKind } from './state.ts'

const SHAPES: Record<StateKind, { tone: string; draw: React.ReactNode }> = {
  up: {
    tone: 'text-success',
    draw: (
      <>
        <circle cx="8" cy="8" r="6.5" className="fill-current stroke-none" />
        <path d="m5 8.25 2.1 2.1L11 6" className="stroke-(--bg)" />
      </>
    ),
  },
  // A different shape from "up", because it is based on probes.
  healthy: {
    tone: 'text-success',
    // One element, because a long list shows many of them.
    draw: <path d="M14.25 8A6.25 6.25 0 1 1 1.75 8a6.25 6.25 0 0 1 12.5 0zM5 8.25l2.1 2.1L11 6" />,
  },
  establishing: { tone: 'text-accent', draw: <path d="M8 2.25A5.75 5.75 0 1 0 13.75 8" strokeWidth="2" /> },
  waiting: { tone: 'text-fg-2', draw: <circle cx="8" cy="8" r="5" strokeWidth="2" /> },
  rejected: {
    tone: 'text-danger',
    draw: (
      <path d="M5.3 1.75h5.4l3.55 3.55v5.4l-3.55 3.55H5.3L1.75 10.7V5.3zM5.75 5.75l4.5 4.5m0-4.5-4.5 4.5" />
    ),
  },
  degraded: {
    tone: 'text-warning',
    draw: (
      <>
        <circle cx="8" cy="8" r="6.25" />
        <path d="M8 1.75v12.5A6.25 6.25 0 0 0 8 1.75" className="fill-current" />
      </>
    ),
  },
  down: {
    tone: 'text-danger',
    draw: (
      <>
        <rect x="2" y="2" width="12" height="12" rx="2.5" className="fill-current stroke-none" />
        <path d="m5.5 5.5 5 5m0-5-5 5" className="stroke-(--bg)" />
      </>
    ),
  },
  no_key: { tone: 'text-warning', draw: <path d="M8 2.25 14.5 13.5h-13zM8 6.75v3m0 1.6v.4" /> },
  no_data: { tone: 'text-fg-2', draw: <path d="M3 8h1m3.5 0h1M12 8h1" strokeWidth="2" /> },
  no_bgp: { tone: 'text-fg-2', draw: <path d="M3 8h10" strokeWidth="2" /> },
  unknown: { tone: 'text-fg-2', draw: <circle cx="8" cy="8" r="5.5" strokeDasharray="2 2.3" /> },
}

interface StateMarkProps {
  kind: StateKind
  size?: string
  /** The answer is old, so the icon does not show the state as current. */
  isStale?: boolean
}

export const StateMark = memo(({ kind, size = 'size-4', isStale = false }: StateMarkProps) => {
  const { tone, draw } = isStale ? SHAPES.unknown : SHAPES[kind]
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={`${size} flex-none fill-none stroke-current stroke-[1.5] [stroke-linecap:round] [stroke-linejoin:round] ${tone}`}
    >
      {draw}
    </svg>
  )
})
