/** The rows of a table: all of a short one, and only the visible ones of a long one. */
import { lazy, type ReactNode, Suspense } from 'react'
import type { Top } from './place-at.ts'
import type { VirtualRowsProps } from './virtual-rows.tsx'

const VirtualRows = lazy(() =>
  import('./virtual-rows.tsx').then(({ VirtualRows }) => ({ default: VirtualRows })),
)

/** A list with more rows is long. */
const MOST_DRAWN = 60
/** Rows of a long list to render until the code for visible rows has loaded. */
const DRAWN_FIRST = 24

export const isLongList = (count: number): boolean => count > MOST_DRAWN

interface DrawnRowsProps<Row> extends Omit<VirtualRowsProps<Row>, 'children'> {
  /** Renders only the visible rows. */
  isLong: boolean
  children(row: Row, index: number, top: Top, measure?: (element: HTMLElement | null) => void): ReactNode
}

export const DrawnRows = <Row,>({ isLong, ...virtual }: DrawnRowsProps<Row>) => {
  const { rows, children } = virtual
  const plain = (count: number) => (
    <tbody className="block">{rows.slice(0, count).map((row, index) => children(row, index, null))}</tbody>
  )
  if (!isLong) return plain(rows.length)
  return (
    <Suspense fallback={plain(DRAWN_FIRST)}>
      <VirtualRows {...virtual} />
    </Suspense>
  )
}
