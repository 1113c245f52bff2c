/** The heading of a page with a table: the number of rows, and how many of them the search and the filters show. */
import { type ReactNode, type Ref, useEffect } from 'react'
import { countedOf, grouped } from '../counted.ts'
import { announce } from '../ui/live-region.tsx'

interface CountHeadingProps {
  ref: Ref<HTMLHeadingElement>
  /** What a row is, in the plural: "tunnels". */
  noun: string
  /** False while the rows are not read. */
  isRead: boolean
  isFiltered: boolean
  shown: number
  total: number
  children: ReactNode
}

export const CountHeading = (props: CountHeadingProps) => {
  const { ref, noun, isRead, isFiltered, shown, total, children } = props
  useEffect(() => {
    if (isFiltered && isRead) announce(`${countedOf(shown, total)} ${noun}`)
  }, [noun, isFiltered, isRead, shown, total])
  return (
    <h1 ref={ref} tabIndex={-1} className="mr-auto text-xl font-semibold">
      {children}{' '}
      {isRead && (
        <span className="text-sm font-normal text-fg-3 tabular-nums">
          {isFiltered ? countedOf(shown, total) : grouped(total)}
        </span>
      )}
    </h1>
  )
}
