/** Renders only the visible rows of a long list. Loaded when an account has that many tunnels. */
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import {
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { remInPixels } from './use-layout.ts'

export interface Scroller {
  scrollTo(index: number): void
}

interface VirtualRowsProps {
  ref?: Ref<Scroller>
  rows: readonly unknown[]
  /** Height of a row in rem; an estimate if rows are measured. */
  height: number
  isMeasured: boolean
  /** Index of the row that stays in the document even when it is not visible, because it has the focus. */
  keep: number
  /** Identifies measured heights. Not needed if all rows have the same height. */
  keyOf?: ((index: number) => string) | undefined
  /** Called after every render, when the visible rows are in the document. */
  onDrawn?(): void
  children(index: number, top: number, measure?: (element: HTMLElement | null) => void): ReactNode
}

/** Rows above and below the visible ones: about what one turn of a wheel scrolls. */
const OVERSCAN = 3
/** Rendered so long after the last change, so that a key press in a search box changes only the visible rows. */
const REST_MS = 500

/** Whether the rows have not changed for some time. */
const useIsAtRest = (rows: readonly unknown[]): boolean => {
  const [rested, setRested] = useState<readonly unknown[] | null>(rows)
  // Rows that come back, as when a search is cleared, are a change, too.
  if (rested !== rows && rested !== null) setRested(null)
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(rows), REST_MS)
    return () => window.clearTimeout(timer)
  }, [rows])
  return rested === rows
}

/** Scroll margins in rem, so that a row does not stop behind the top bar or the selection bar. */
const MARGINS = { above: 6, below: 5 }

export const VirtualRows = ({
  ref,
  rows,
  height,
  isMeasured,
  keep,
  keyOf,
  onDrawn,
  children,
}: VirtualRowsProps) => {
  const body = useRef<HTMLTableSectionElement>(null)
  const [offset, setOffset] = useState(0)
  const rem = remInPixels()
  const count = rows.length
  const isAtRest = useIsAtRest(rows)
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => height * rem,
    overscan: isAtRest ? OVERSCAN : 0,
    scrollMargin: offset,
    scrollPaddingStart: MARGINS.above * rem,
    scrollPaddingEnd: MARGINS.below * rem,
    ...(keyOf ? { getItemKey: keyOf } : {}),
    useFlushSync: false,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      return keep < 0 || keep >= count || shown.includes(keep)
        ? shown
        : [...shown, keep].sort((a, b) => a - b)
    },
  })
  // The elements above may change height: a banner, another line of filters.
  useLayoutEffect(() => {
    const find = () => setOffset((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY)
    find()
    const seen = new ResizeObserver(find)
    seen.observe(document.body)
    return () => seen.disconnect()
  }, [])
  useLayoutEffect(() => onDrawn?.())
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new height invalidates all measurements
  useEffect(() => virtual.measure(), [virtual, height, isMeasured])
  useImperativeHandle(ref, () => ({ scrollTo: (index) => virtual.scrollToIndex(index) }), [virtual])
  return (
    <tbody ref={body} className="relative block" style={{ height: virtual.getTotalSize() }}>
      {virtual
        .getVirtualItems()
        .map(({ index, start }) =>
          children(index, start - offset, isMeasured ? virtual.measureElement : undefined),
        )}
    </tbody>
  )
}
