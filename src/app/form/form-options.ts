/** How react-hook-form is set up: it holds the values, zod judges them, the resolver brings the two together. */
import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import type { Resolver, UseFormProps } from 'react-hook-form'
import { createSchema, type Judge } from '../../contract/fields/judge.ts'
import type { TunnelValues } from '../../contract/fields/table.ts'

export const formOptions = (values: TunnelValues, judge: Judge): UseFormProps<TunnelValues> => ({
  defaultValues: values,
  // Rules look across fields, so the feedback has the whole form judged after every edit, once.
  mode: 'onSubmit',
  reValidateMode: 'onSubmit',
  // A field may break several rules; all of them are told.
  criteriaMode: 'all',
  // The error summary takes the focus.
  shouldFocusError: false,
  // Every value has a default, so what goes in and what comes out have one type.
  resolver: standardSchemaResolver(createSchema(judge)) as Resolver<TunnelValues>,
})
