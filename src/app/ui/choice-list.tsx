/** A radio group in which each choice has a hint. `row` places short choices side by side. */
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
      <div className="inline-flex flex-wrap gap-0.5 rounded-card bg-raised p-0.5">
        {choices.map(({ value, label }) => (
          <label
            key={value}
            className="inline-flex h-8 min-w-16 items-center justify-center rounded-control px-3 font-medium text-fg-2 has-checked:bg-surface has-checked:text-fg has-checked:ring-1 has-checked:ring-line-strong has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent forced-colors:has-checked:outline-2"
          >
            <input {...radio(value)} type="radio" value={value} className="sr-only" />
            {label}
          </label>
        ))}
      </div>
    ) : (
      <div className="overflow-clip rounded-card border border-line-strong">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="grid grid-cols-[1rem_1fr_auto] items-start gap-x-2.5 px-3 py-2.5 not-first:border-t not-first:border-line has-checked:bg-canvas has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              {...radio(choice.value)}
              type="radio"
              value={choice.value}
              className="mt-0.5 size-4 appearance-none rounded-full border border-control bg-field checked:border-[5px] checked:border-accent focus-visible:outline-none forced-colors:appearance-auto"
            />
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
