/** Copies text and says so, once, through the live region. The text is asked for only when it is copied. */
import { Check, Copy } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { announce } from './live-region.tsx'

interface CopyButtonProps {
  text(): string
  /** What is copied, for the button's name and the announcement: "key" gives "Copy key". */
  label: string
  variant?: 'icon' | 'primary' | 'secondary'
  children?: ReactNode
  onCopied?(): void
}

const SHOWN_MS = 2000

export const CopyButton = ({ text, label, variant = 'icon', children, onCopied }: CopyButtonProps) => {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text())
      setState('copied')
      announce(`Copied ${label}`)
      onCopied?.()
    } catch {
      setState('failed')
      announce(`Could not copy ${label}. Select it and copy by hand`)
    }
    window.setTimeout(() => setState('idle'), SHOWN_MS)
  }
  const Icon = state === 'copied' ? Check : Copy
  return (
    <Button
      variant={variant}
      onClick={copy}
      aria-label={variant === 'icon' ? `Copy ${label}` : undefined}
      className={variant === 'icon' ? 'size-6! sm:size-6!' : ''}
    >
      <Icon aria-hidden="true" className="size-3.5" />
      {variant !== 'icon' && (state === 'failed' ? 'Copy by hand' : state === 'copied' ? 'Copied' : children)}
    </Button>
  )
}
