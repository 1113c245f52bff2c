/** An address, or another machine-readable value, with a button that copies it. */
import { useRef } from 'react'
import { Address } from './address.tsx'
import { CopyButton } from './copy-button.tsx'

interface CopyableAddressProps {
  value: string
  /** Completes the button's name: "tunnel ID" gives "Copy tunnel ID". */
  label: string
  onCopied?: () => void
}

export const CopyableAddress = ({ value, label, ...rest }: CopyableAddressProps) => {
  const shown = useRef<HTMLSpanElement>(null)
  return (
    <span className="inline-flex min-w-0 items-center gap-1">
      <span ref={shown} className="min-w-0">
        <Address value={value} />
      </span>
      <CopyButton text={() => value} label={label} shown={shown} {...rest} />
    </span>
  )
}
