/** Draws the rows in view of a list too long to draw. Loaded when an account has that many. */
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
  ref: Ref<Scroller>
  count: number
  /** Of a row, in rem; an estimate where rows are measured. */
  height: number
  isMeasured: boolean
  /** A row that stays in the document however far it is scrolled away, because it has the focus. */
  keep: number
  /** By what a measured height is remembered; by its place where rows are all of one height. */
  keyOf?: ((index: number) => string) | undefined
  /** The rows that are in view are in the document. */
  onDrawn?(): void
  children(index: number, top: number, measure?: (element: HTMLElement | null) => void): ReactNode
}

const OVERSCAN = 6

/** Rows do not stop under the bar or behind the bar of a selection. In rem. */
const MARGINS = { above: 6, below: 5 }

export const VirtualRows = ({
  ref,
  count,
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
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => height * rem,
    overscan: OVERSCAN,
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
  // What is above may come and go: a banner, another line of filters.
  useLayoutEffect(() => {
    const find = () => setOffset((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY)
    find()
    const seen = new ResizeObserver(find)
    seen.observe(document.body)
    return () => seen.disconnect()
  }, [])
  useLayoutEffect(() => onDrawn?.())
  // biome-ignore lint/correctness/useExhaustiveDependencies: other heights make all that was measured void
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
