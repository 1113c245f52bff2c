/** A field's value as Review and a comparison show it. */
import { type ReactNode, useState } from 'react'
import type { Shown } from '../../../contract/fields/field.ts'
import { Address } from '../../ui/address.tsx'
import { Button } from '../../ui/button.tsx'

const MaskedKey = ({ value }: { value: string }) => {
  const [isShown, setIsShown] = useState(false)
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      {isShown ? <Address value={value} /> : <span>Set, {value.length} characters, hidden</span>}
      <Button
        variant="text"
        onClick={() => setIsShown(!isShown)}
        aria-label={`${isShown ? 'Hide' : 'Reveal'} MD5 key`}
      >
        {isShown ? 'Hide' : 'Reveal'}
      </Button>
    </span>
  )
}

interface ShownValueProps {
  value: Shown
  /** The MD5 key, shown on request. */
  md5Key: string
}

export const ShownValue = ({ value, md5Key }: ShownValueProps): ReactNode => {
  switch (value.kind) {
    case 'none':
      return <span className="text-fg-3">Not provided</span>
    case 'words':
    case 'choice':
      return value.text
    case 'mono':
      return value.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list may contain a prefix twice
        <span key={index} className="block">
          <Address value={line} />
        </span>
      ))
    case 'key':
      return <MaskedKey value={md5Key} />
  }
}
