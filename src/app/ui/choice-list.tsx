/** One of several, each with a sentence about what it means. `row` sets short choices side by side. */
import type { ComponentPropsWithRef, ReactNode } from 'react'
import { Tag } from './tag.tsx'

export interface Choice {
  value: string
  label: string
  hint?: ReactNode
  tag?: string
}

interface ChoiceListProps {
  legend: string
  hint?: ReactNode
  layout?: 'stack' | 'row'
  choices: readonly Choice[]
  /** Attributes of the radio for a value: name, checked state, handlers. */
  radio(value: string): ComponentPropsWithRef<'input'>
  describedBy?: string
  children?: ReactNode
}

export const ChoiceList = ({
  legend,
  hint,
  layout = 'stack',
  choices,
  radio,
  describedBy,
  children,
}: ChoiceListProps) => (
  <fieldset className="min-w-0" aria-describedby={describedBy}>
    <legend className="mb-1.5 font-medium">
      {legend}
      {hint && <span className="block text-xs font-normal text-fg-2">{hint}</span>}
    </legend>
    {layout === 'row' ? (
      <div className="seg">
        {choices.map(({ value, label }) => (
          <label key={value}>
            <input {...radio(value)} type="radio" value={value} className="sr-only" />
            {label}
          </label>
        ))}
      </div>
    ) : (
      <div className="choices">
        {choices.map((choice) => (
          <label key={choice.value}>
            <input {...radio(choice.value)} type="radio" value={choice.value} className="radio" />
            <span className="font-medium">{choice.label}</span>
            {choice.tag ? <Tag>{choice.tag}</Tag> : <span />}
            {choice.hint && <span className="col-span-2 col-start-2 text-xs text-fg-2">{choice.hint}</span>}
          </label>
        ))}
      </div>
    )}
    {children}
  </fieldset>
)
