/** A sentence about a field, shown while the field has the value that the sentence is about. */
import { useState } from 'react'
import { useValues } from '../../form/use-tunnel-form.tsx'
import type { Message } from '../../ui/field.tsx'

export const useFieldNotice = (field: 'customer_asn' | 'interface_address') => {
  const [said, setSaid] = useState<{ of: string; text: string } | null>(null)
  const isShown = useValues((values) => said?.of === values[field])
  const notice: Message | null = said && isShown ? { tone: 'info', text: said.text } : null
  return { notice, say: (of: string, text: string) => setSaid({ of, text }) }
}
