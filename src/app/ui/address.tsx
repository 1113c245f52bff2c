/** A value that a machine reads, set in mono and safe in right-to-left text. */
import { useRef } from 'react'
import { CopyButton } from './copy-button.tsx'

export const Address = ({ value }: { value: string }) => <bdi dir="ltr">{value}</bdi>

/** The same with a button that copies it. `label` names it for the button: "Copy tunnel ID". */
export const CopyableAddress = ({ value, label }: { value: string; label: string }) => {
  const shown = useRef<HTMLSpanElement>(null)
  return (
    <span className="inline-flex min-w-0 items-center gap-1">
      <span ref={shown} className="min-w-0">
        <Address value={value} />
      </span>
      <CopyButton text={() => value} label={label} shown={shown} />
    </span>
  )
}
