/** Options of react-hook-form: it stores the values, and its resolver lets the zod schema judge them. */
import type { Resolver, UseFormProps } from 'react-hook-form'
import { createSchema, type Judge } from '../../contract/fields/judge.ts'
import type { TunnelValues } from '../../contract/fields/table.ts'

/** The library's ready-made resolver also nests, numbers and links errors, which a flat form pays for at every key press. */
const resolverOf = (judge: Judge): Resolver<TunnelValues> => {
  const schema = createSchema(judge)
  return (values) => {
    const { error } = schema.safeParse(values)
    if (!error) return { values, errors: {} }
    const errors = error.issues.map(({ path, message }) => [path[0], { type: 'rule', message }])
    return { values: {}, errors: Object.fromEntries(errors) }
  }
}

export const formOptions = (values: TunnelValues, judge: Judge): UseFormProps<TunnelValues> => ({
  defaultValues: values,
  // Rules compare fields, so the feedback validates the whole form once after every edit.
  mode: 'onSubmit',
  reValidateMode: 'onSubmit',
  // The error summary takes the focus.
  shouldFocusError: false,
  resolver: resolverOf(judge),
})
