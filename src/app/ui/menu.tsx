/** A menu that a button opens. Arrows, Home, End and first letters move the focus; Escape and Tab close it. */
import type { KeyboardEvent } from 'react'
import { POPOVER, usePopover } from './use-popover.ts'

export interface MenuItem {
  label: string
  /** Address of the link; a plain click calls `onSelect` instead, so that the app stays loaded. */
  href?: string
  onSelect(): void
  /** Why the item cannot be chosen. */
  disabledReason?: string | undefined
  isDanger?: boolean
}

interface MenuProps {
  label: string
  anchor: HTMLElement
  items: readonly MenuItem[]
  onClose(): void
}

const ITEM =
  'flex min-h-8 w-full flex-col justify-center rounded-chip px-2.5 py-1 text-left no-underline hover:bg-raised hover:no-underline focus:bg-raised aria-disabled:cursor-not-allowed aria-disabled:text-fg-3 max-sm:min-h-11'

export const Menu = ({ label, anchor, items, onClose }: MenuProps) => {
  const panel = usePopover(anchor, onClose)
  const move = (event: KeyboardEvent) => {
    const all = [...(panel.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])]
    const at = all.indexOf(document.activeElement as HTMLElement)
    const letter = event.key.length === 1 ? event.key.toLowerCase() : null
    const next = {
      ArrowDown: all[(at + 1) % all.length],
      ArrowUp: all[(at - 1 + all.length) % all.length],
      Home: all[0],
      End: all.at(-1),
    }[event.key]
    const named = letter
      ? [...all.slice(at + 1), ...all].find((each) => each.textContent.toLowerCase().startsWith(letter))
      : undefined
    const target = next ?? named
    if (event.key === 'Tab') onClose()
    if (!target && event.key !== 'Tab') return
    event.preventDefault()
    target?.focus()
  }
  const choose = ({ disabledReason, onSelect }: MenuItem) => {
    if (disabledReason) return
    onClose()
    onSelect()
  }
  return (
    <div
      ref={panel}
      popover="auto"
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={move}
      className={`${POPOVER} min-w-44 p-1`}
    >
      {items.map((item) => {
        const { disabledReason, href, isDanger } = item
        const shared = {
          role: 'menuitem',
          tabIndex: -1,
          className: `${ITEM} ${isDanger ? 'text-danger' : 'text-fg'}`,
          'aria-disabled': disabledReason ? true : undefined,
        }
        const content = (
          <>
            {item.label}
            {disabledReason && <span className="text-xs">{disabledReason}</span>}
          </>
        )
        return href !== undefined && !disabledReason ? (
          <a
            key={item.label}
            {...shared}
            href={href}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return onClose()
              event.preventDefault()
              choose(item)
            }}
          >
            {content}
          </a>
        ) : (
          <button key={item.label} type="button" {...shared} onClick={() => choose(item)}>
            {content}
          </button>
        )
      })}
    </div>
  )
}
