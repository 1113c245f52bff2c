/** Renders only the visible rows of a long list. Loaded when an account has that many tunnels. */
import { type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import {
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useReducer,
  useRef,
  useState,
} from 'react'
import type { Top } from './place-at.ts'
import { remInPixels } from './use-layout.ts'

export interface Scroller {
  scrollTo(index: number): void
}

export interface VirtualRowsProps<Row> {
  ref?: Ref<Scroller>
  rows: readonly Row[]
  /** Height of a row in rem; an estimate if rows are measured. */
  height: number
  isMeasured: boolean
  /** Index of the row that stays in the document even when it is not visible, because it has the focus. */
  keep: number
  /** Identifies measured heights. Not needed if all rows have the same height. */
  keyOf?: ((index: number) => string) | undefined
  /** Called after every render, when the visible rows are in the document. */
  onDrawn?(): void
  children(row: Row, index: number, top: Top, measure?: (element: HTMLElement | null) => void): ReactNode
}

/** Rows above and below the visible ones: about what one notch of a wheel scrolls. */
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

/**
 * Adds the rows beyond the visible ones one after the other, one at each end in a frame. All at once they would take
 * longer than a frame, and every notch of a wheel would drop one.
 */
const useGradualRange = (overscan: number, count: number) => {
  const drawn = useRef({ first: 0, last: -1 })
  const isPartial = useRef(false)
  const [, drawMore] = useReducer((times: number) => times + 1, 0)
  useEffect(() => {
    if (!isPartial.current) return
    const frame = requestAnimationFrame(drawMore)
    return () => cancelAnimationFrame(frame)
  })
  return ({ startIndex, endIndex }: Range): number[] => {
    const before = drawn.current
    const isApart = before.last < startIndex || before.first > endIndex
    const from = isApart ? { first: startIndex, last: endIndex } : before
    const [least, most] = [Math.max(0, startIndex - overscan), Math.min(count - 1, endIndex + overscan)]
    const first = Math.max(least, Math.min(startIndex, from.first - 1))
    const last = Math.min(most, Math.max(endIndex, from.last + 1))
    drawn.current = { first, last }
    isPartial.current = first > least || last < most
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  }
}

/** More rows than a window shows are not kept as spares. */
const MOST_SPARE = 40

/**
 * Rows that the search has left without a tunnel stay in the document, out of sight: when it finds more again, they only
 * change their texts. New rows take a third longer until they are painted.
 * @param shown the indexes of the rows in view
 */
const useSpareRows = <Row,>(rows: readonly Row[], shown: readonly number[]) => {
  const before = useRef<readonly { index: number; row: Row }[]>([])
  const spare = before.current.filter(({ index }) => index >= rows.length && index < MOST_SPARE)
  before.current = [...shown.map((index) => ({ index, row: rows[index] as Row })), ...spare]
  return spare
}

/** Scroll margins in rem, so that a row does not stop behind the top bar or the selection bar. */
const MARGINS = { above: 6, below: 5 }

export const VirtualRows = <Row,>({
  ref,
  rows,
  height,
  isMeasured,
  keep,
  keyOf,
  onDrawn,
  children,
}: VirtualRowsProps<Row>) => {
  const body = useRef<HTMLTableSectionElement>(null)
  const [offset, setOffset] = useState(0)
  const rem = remInPixels()
  const count = rows.length
  const isAtRest = useIsAtRest(rows)
  const gradualRange = useGradualRange(isAtRest ? OVERSCAN : 0, count)
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => height * rem,
    scrollMargin: offset,
    scrollPaddingStart: MARGINS.above * rem,
    scrollPaddingEnd: MARGINS.below * rem,
    ...(keyOf ? { getItemKey: keyOf } : {}),
    useFlushSync: false,
    rangeExtractor: (range) => {
      const shown = gradualRange(range)
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
  const items = virtual.getVirtualItems()
  const spare = useSpareRows(
    rows,
    items.map(({ index }) => index),
  )
  return (
    <tbody ref={body} className="relative block" style={{ height: virtual.getTotalSize() }}>
      {/* In one array: a row that became a spare keeps its elements. */}
      {[
        ...items.map(({ index, start }) =>
          children(
            rows[index] as Row,
            index,
            start - offset,
            isMeasured ? virtual.measureElement : undefined,
          ),
        ),
        // Rows of different heights are keyed by what they show, so they cannot be used again.
        ...(isMeasured ? [] : spare.map(({ index, row }) => children(row, index, 'spare'))),
      ]}
    </tbody>
  )
}
