/** Questions that the user must answer for the files to be correct, each with a default. */

import type { AskedQuestion } from '../../handoff/handoff.ts'
import type { HandoffFinding } from '../../handoff/handoff-finding.ts'
import { type ControlAria, Field } from '../ui/field.tsx'
import { TextInput } from '../ui/input.tsx'
import { Select } from '../ui/select.tsx'

interface QuestionsProps {
  questions: readonly AskedQuestion[]
  findings: readonly HandoffFinding[]
  onAnswer(id: string, value: string): void
}

interface ControlProps {
  question: AskedQuestion
  aria: ControlAria
  onAnswer(value: string): void
}

const Control = ({ question, aria, onAnswer }: ControlProps) => {
  const { control, options, value } = question
  if (control === 'choice') {
    return (
      <Select {...aria} value={value} onChange={({ target }) => onAnswer(target.value)}>
        {options?.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    )
  }
  return (
    <TextInput
      {...aria}
      mono
      value={value}
      inputMode={control === 'number' ? 'numeric' : undefined}
      tone={aria['aria-invalid'] ? 'error' : undefined}
      onChange={({ target }) => onAnswer(target.value)}
    />
  )
}

export const Questions = ({ questions, findings, onAnswer }: QuestionsProps) => (
  <div className="grid gap-x-6 sm:grid-cols-2">
    {questions.map((question) => {
      const { id, label, help, tunnel } = question
      const wrong = findings.find(({ field }) => field === `answers.${id}`)
      return (
        <Field
          key={id}
          id={`router-answer-${id}`}
          label={tunnel ? `${label}, ${tunnel}` : label}
          hint={help}
          message={wrong ? { tone: 'error', text: wrong.message } : null}
        >
          {(aria) => <Control question={question} aria={aria} onAnswer={(value) => onAnswer(id, value)} />}
        </Field>
      )
    })}
  </div>
)
