/** The MD5 key, hidden until asked for. It is no secret of the API, but people may look over the shoulder. */
import { useState } from 'react'
import { hiddenKey } from '../../contract/fields/keys.ts'
import { Address } from '../ui/address.tsx'
import { Button } from '../ui/button.tsx'
import { CopyableAddress } from '../ui/copyable-address.tsx'

export const HiddenKey = ({ value, canCopy }: { value: string; canCopy?: true }) => {
  const [isShown, setIsShown] = useState(false)
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      {isShown ? (
        <span className="no-print whitespace-break-spaces">
          {canCopy ? <CopyableAddress value={value} label="MD5 key" /> : <Address value={value} />}
        </span>
      ) : (
        <span>{hiddenKey(value)}</span>
      )}
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
