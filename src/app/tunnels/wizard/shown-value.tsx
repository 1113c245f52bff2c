/** A field's value as Review and a comparison show it. */
import type { ReactNode } from 'react'
import type { Shown } from '../../../contract/fields/field.ts'
import { AddressLines } from '../../ui/address.tsx'
import { HiddenKey } from '../hidden-key.tsx'

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
      return <AddressLines lines={value.lines} />
    case 'key':
      return <HiddenKey value={md5Key} />
  }
}
