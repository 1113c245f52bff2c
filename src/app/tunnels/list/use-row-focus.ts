/**
 * Moves the focus from row to row by keyboard, and keeps it on its tunnel when rows move or are replaced. If the tunnel
 * disappears, the focus moves to the name of the tunnel that takes its place, and the page says so.
 */
import {
  type FocusEvent,
  type KeyboardEvent,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import type { Scroller } from '../../table/virtual-rows.tsx'
import { announce } from '../../ui/live-region.tsx'
import type { Row } from './rows.ts'

export interface RowFocus {
  /** Moves the focus by this many rows; to the first row if no row has the focus. */
  move(by: number): void
  /** The row that has or last had the focus. */
  current(): Row | undefined
}

const NOWHERE = { index: -1, id: '', name: '' }

const placeOf = (rows: readonly Row[], index: number) => {
  const { id = '', name = '' } = rows[index]?.tunnel ?? {}
  return { index, id, name }
}

const PAGE = 12
const STEPS: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE,
  PageUp: -PAGE,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

const rowOf = (element: Element | null) => element?.closest<HTMLElement>('[data-index]') ?? null

const controlsOf = (row: Element) => [...row.querySelectorAll<HTMLElement>('a, input, button')]

export const useRowFocus = (rows: readonly Row[], ref: Ref<RowFocus>) => {
  const table = useRef<HTMLTableElement>(null)
  const scroller = useRef<Scroller>(null)
  const [last, setLast] = useState(NOWHERE)
  /** Index of the focused control among those of its row; null while no row has the focus. */
  const control = useRef<number | null>(null)
  const isInPlace = last.index < 0 || rows[last.index]?.tunnel.id === last.id
  /** Where its tunnel is now; negative if it is gone. */
  const found = isInPlace ? last.index : rows.findIndex(({ tunnel }) => tunnel.id === last.id)
  /** The row that has or last had the focus, or has taken its place. */
  const active = found >= 0 ? found : Math.min(last.index, rows.length - 1)

  const rowAt = (index: number) => table.current?.querySelector(`[data-index="${index}"]`)
  /** A key press has moved the focus to a row that may not be in the document yet. */
  const isMoving = useRef(false)
  const arrive = (index: number) => {
    const link = rowAt(index)?.querySelector<HTMLElement>('th a')
    if (!link || !isMoving.current) return
    isMoving.current = false
    link.focus({ preventScroll: scroller.current !== null })
  }
  const move = (by: number) => {
    const to = active < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, active + by))
    isMoving.current = true
    setLast(placeOf(rows, to))
    scroller.current?.scrollTo(to)
    arrive(to)
  }
  /** After every render: puts the focus where it belongs if the rows have moved or were replaced. */
  const settle = () => {
    const row = active < 0 ? null : rowAt(active)
    if (!row) return
    if (control.current !== null && found < 0) {
      // Only its name: a button or a checkbox of another tunnel could be pressed by mistake.
      row.querySelector<HTMLElement>('th a')?.focus({ preventScroll: true })
      const next = placeOf(rows, active)
      announce(`${last.name} is no longer in the list. The focus is on ${next.name}`)
      return setLast(next)
    }
    // The focused element was removed, or now shows another tunnel.
    const { activeElement } = document
    const isLost = activeElement === document.body || (rowOf(activeElement) ?? row) !== row
    if (control.current !== null && isLost) controlsOf(row)[control.current]?.focus({ preventScroll: true })
    // A distant row is in the document only after the list has scrolled to it.
    arrive(active)
  }
  useLayoutEffect(settle)
  useImperativeHandle(ref, () => ({ move, current: () => rows[active] }))

  const onKeyDown = (event: KeyboardEvent) => {
    const by = STEPS[event.key]
    const isOnName = (event.target as HTMLElement).closest('th[scope="row"] a') !== null
    if (by === undefined || !isOnName || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    move(by)
  }
  const onFocus = ({ target }: FocusEvent<HTMLElement>) => {
    const row = rowOf(target)
    if (!row) return
    control.current = controlsOf(row).indexOf(target)
    const place = placeOf(rows, Number(row.dataset.index))
    setLast((before) => (before.index === place.index && before.id === place.id ? before : place))
  }
  const onBlur = () => {
    control.current = null
  }
  return { table, scroller, active, settle, handlers: { onKeyDown, onFocus, onBlur } }
}
