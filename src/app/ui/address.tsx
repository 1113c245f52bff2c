/** A machine-readable value in the monospace font, isolated from surrounding right-to-left text. */
import { useRef } from 'react'
import { CopyButton } from './copy-button.tsx'

export const Address = ({ value }: { value: string }) => <bdi dir="ltr">{value}</bdi>

interface CopyableAddressProps {
  value: string
  /** Completes the button's name: "tunnel ID" gives "Copy tunnel ID". */
  label: string
  onCopied?: () => void
}

/** An address with a button that copies it. */
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
