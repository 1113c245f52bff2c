/** Copies text and announces it in the live region. `text` is called only on copy. */
import Check from 'lucide-react/icons/check'
import Copy from 'lucide-react/icons/copy'
import { type ReactNode, type RefObject, useState } from 'react'
import { Button } from './button.tsx'
import { announce } from './live-region.tsx'

interface CopyButtonProps {
  text(): string
  /** Names the copied text in the button's name and the announcement: "key" gives "Copy key". */
  label: string
  variant?: 'icon' | 'primary' | 'secondary'
  children?: ReactNode
  /** Whether the command palette offers it. */
  inPalette?: boolean
  onCopied?(): void
  /** The element that shows the text; its content is selected when the browser refuses to copy. */
  shown?: RefObject<HTMLElement | null>
  /** Called when the browser refuses, before the text is selected. */
  onRefused?(): void
}

const SHOWN_MS = 2000

export const CopyButton = ({
  text,
  label,
  variant = 'icon',
  children,
  inPalette = false,
  onCopied,
  shown,
  onRefused,
}: CopyButtonProps) => {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text())
      setState('copied')
      announce(`Copied ${label}`)
      onCopied?.()
    } catch {
      setState('failed')
      onRefused?.()
      announce(
        shown
          ? `The browser did not copy ${label}. It is selected: press Ctrl+C or Cmd+C`
          : `The browser did not copy ${label}`,
      )
      // On the next frame: `onRefused` may have just made the text visible.
      requestAnimationFrame(() => {
        if (shown?.current) getSelection()?.selectAllChildren(shown.current)
      })
    }
    window.setTimeout(() => setState('idle'), SHOWN_MS)
  }
  const Icon = state === 'copied' ? Check : Copy
  return (
    <Button
      data-palette={inPalette || undefined}
      variant={variant}
      onClick={copy}
      aria-label={variant === 'icon' ? `Copy ${label}` : undefined}
      className={variant === 'icon' ? 'size-6! sm:size-6!' : ''}
    >
      <Icon aria-hidden="true" className="size-3.5" />
      {variant !== 'icon' &&
        (state === 'failed'
          ? shown
            ? 'Selected: press Ctrl+C'
            : 'Not copied'
          : state === 'copied'
            ? 'Copied'
            : children)}
    </Button>
  )
}
