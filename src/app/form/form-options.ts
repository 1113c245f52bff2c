/** Options of react-hook-form: it stores the values, zod validates them, and the resolver connects the two. */
import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import type { Resolver, UseFormProps } from 'react-hook-form'
import { createSchema, type Judge } from '../../contract/fields/judge.ts'
import type { TunnelValues } from '../../contract/fields/table.ts'

export const formOptions = (values: TunnelValues, judge: Judge): UseFormProps<TunnelValues> => ({
  defaultValues: values,
  // Rules compare fields, so the feedback validates the whole form once after every edit.
  mode: 'onSubmit',
  reValidateMode: 'onSubmit',
  // The error summary takes the focus.
  shouldFocusError: false,
  // Every value has a default, so input and output have the same type.
  resolver: standardSchemaResolver(createSchema(judge)) as Resolver<TunnelValues>,
})
