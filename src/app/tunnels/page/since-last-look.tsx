/** On the tunnel's page: the settings that differ from those that this browser showed last. */
import { useEffect } from 'react'
import { rowOf } from '../../../contract/fields/table.ts'
import { focusPageHeading } from '../../page-heading.ts'
import { Banner } from '../../ui/banner.tsx'
import { announce } from '../../ui/live-region.tsx'
import { Clock } from '../../ui/time.tsx'
import type { FieldChange, SinceLastLook } from '../last-look.ts'

/** Characters to show of a long value, such as a list of prefixes. */
const LONGEST = 160

const Value = ({ field, text }: { field: FieldChange['field']; text: string }) =>
  field === 'psk' && text !== 'None' ? (
    <>
      set <Clock ms={Date.parse(text)} />
    </>
  ) : (
    <span dir="auto" className="text-fg">
      {text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}
    </span>
  )

export const SinceLastLookNote = ({ changes, at, dismiss }: SinceLastLook) => {
  const names = changes.map(({ field }) => rowOf(field).term).join(', ')
  useEffect(() => announce(names && `Changed since you last looked: ${names}`), [names])
  if (changes.length === 0) return null
  return (
    <section aria-label="Changed since you last looked" className="print:hidden">
      <Banner
        title={
          <>
            Changed since you last looked, <Clock ms={at} />
          </>
        }
        onDismiss={() => {
          dismiss()
          focusPageHeading()
        }}
      >
        <ul className="grid gap-1 [overflow-wrap:anywhere]">
          {changes.map(({ field, was, is }) => (
            <li key={field}>
              {rowOf(field).term}: was <Value field={field} text={was} />, is{' '}
              <Value field={field} text={is} />
            </li>
          ))}
        </ul>
      </Banner>
    </section>
  )
}
