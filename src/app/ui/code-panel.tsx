/** Text to read and copy in a box that scrolls, with one tab per text when there are several. */
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { CopyButton } from './copy-button.tsx'

export interface CodeTab {
  title: string
  /** A function is called only when its tab is shown. */
  text: string | (() => string)
  /** The same text with highlighted parts. */
  shown?: ReactNode
  /** The text to copy where it is longer than the shown text. */
  copied?: () => string
  onCopied?: () => void
  /** A line above the text. */
  note?: string
  /** Buttons beside Copy. */
  actions?: ReactNode
}

const textOf = ({ text }: CodeTab): string => (typeof text === 'string' ? text : text())

export const CodePanel = ({ tabs, label }: { tabs: readonly CodeTab[]; label: string }) => {
  const [index, setIndex] = useState(0)
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const shown = tabs[index] ?? tabs[0]
  const move = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!by) return
    const next = (index + by + tabs.length) % tabs.length
    setIndex(next)
    list.current?.querySelectorAll('button')[next]?.focus()
  }
  if (!shown) return null
  return (
    <div className="overflow-clip rounded-card border border-line bg-surface">
      <div className="flex items-center border-b border-line pr-2 pl-1">
        <div
          ref={list}
          role="tablist"
          aria-label={label}
          className="mr-auto flex min-w-0 flex-wrap"
          onKeyDown={move}
        >
          {tabs.map(({ title }, position) => (
            <button
              key={title}
              type="button"
              role="tab"
              id={`${id}-${position}`}
              aria-selected={position === index}
              aria-controls={`${id}-panel`}
              tabIndex={position === index ? 0 : -1}
              onClick={() => setIndex(position)}
              className="border-b-2 border-transparent forced-colors:not-aria-selected:border-[Canvas] px-2 py-2 text-xs font-medium text-fg-2 aria-selected:border-fg aria-selected:text-fg"
            >
              {title}
            </button>
          ))}
        </div>
        {shown.actions}
        <CopyButton
          text={() => shown.copied?.() ?? textOf(shown)}
          label={shown.title}
          {...(shown.onCopied && { onCopied: shown.onCopied })}
        />
      </div>
      {shown.note && <p className="border-b border-line px-3 py-1.5 text-xs text-fg-2">{shown.note}</p>}
      <pre
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${index}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        className="overflow-x-auto p-3 print:[overflow-wrap:anywhere] print:whitespace-pre-wrap"
      >
        {shown.shown ?? textOf(shown)}
      </pre>
    </div>
  )
}
