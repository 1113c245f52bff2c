/** What Review lists: every field with what will be sent, and whether that is the default. */
import { endsOfText } from '../../../contract/address.ts'
import { isPrivateAsn, parseAsn } from '../../../contract/rules-bgp.ts'
import { type FieldName, factsOf, fieldsOf } from '../../form/fields.ts'
import { PSK_LENGTH } from '../../form/psk.ts'
import type { Step } from '../../form/steps.ts'
import { allPrefixes, DEFAULT_VALUES, type TunnelValues } from '../../form/values.ts'

export interface ReviewRow {
  field: FieldName
  label: string
  /** Machine values are set in mono, one a line. */
  value: { kind: 'text'; text: string } | { kind: 'mono'; lines: string[] } | { kind: 'key'; length: number }
  note?: 'default' | 'not sent' | string
}

type Value = ReviewRow['value']

const text = (words: string): Value => ({ kind: 'text', text: words })
const mono = (...lines: string[]): Value => ({ kind: 'mono', lines })
const NOT_PROVIDED = text('Not provided')

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

const pskOf = (values: TunnelValues): Value => {
  switch (values.psk_choice) {
    case 'generate':
      return text(`Generated here, ${PSK_LENGTH} characters, shown once after creating`)
    case 'later':
      return text('None yet. The tunnel will not work until it has a key')
    case 'own':
      return values.psk === '' ? NOT_PROVIDED : text(`Set, ${values.psk.length} characters, hidden`)
  }
}

const shownValue = (field: FieldName, values: TunnelValues): Value => {
  const value = values[field]
  switch (field) {
    case 'psk':
      return pskOf(values)
    case 'md5_key':
      return values.md5_key === '' ? NOT_PROVIDED : { kind: 'key', length: values.md5_key.length }
    case 'extra_prefixes': {
      const prefixes = allPrefixes(values)
      return prefixes.length > 0 ? mono(...prefixes) : NOT_PROVIDED
    }
    case 'name':
    case 'description':
      return value === '' ? NOT_PROVIDED : text(String(value).trim())
    case 'health_direction':
    case 'health_type':
    case 'health_rate':
      return text(capitalised(String(value)))
    default:
      if (typeof value === 'boolean') return text(value ? 'On' : 'Off')
      return value === '' ? NOT_PROVIDED : mono(String(value).trim())
  }
}

const noteOf = (field: FieldName, values: TunnelValues): string | undefined => {
  if (field === 'interface_address') {
    const ends = endsOfText(values.interface_address.trim())
    return ends ? `your router ${ends.customer}` : undefined
  }
  if (field === 'customer_asn') {
    const asn = parseAsn(values.customer_asn)
    return asn === null ? undefined : isPrivateAsn(asn) ? 'private' : 'public'
  }
  const value = values[field]
  const isChoice = typeof value === 'boolean' || field.startsWith('health_')
  return isChoice && value !== '' && value === DEFAULT_VALUES[field] ? 'default' : undefined
}

const isSwitchedOff = (field: FieldName, values: TunnelValues): boolean => {
  const { step } = factsOf(field)
  if (step === 'bgp') return !values.bgp_enabled
  return step === 'health' && field !== 'health_enabled' && !values.health_enabled
}

const isKept = (field: FieldName, values: TunnelValues): boolean => {
  const value = field === 'extra_prefixes' ? allPrefixes(values).join() : values[field]
  return value !== '' && value !== DEFAULT_VALUES[field]
}

/** The rows of one part. Of a part that is off, only what was typed stays, marked as not sent. */
export const reviewRows = (part: Exclude<Step, 'review'>, values: TunnelValues): ReviewRow[] =>
  fieldsOf(part).flatMap((field) => {
    const row: ReviewRow = { field, label: factsOf(field).label, value: shownValue(field, values) }
    if (isSwitchedOff(field, values)) return isKept(field, values) ? [{ ...row, note: 'not sent' }] : []
    const note = noteOf(field, values)
    return [note === undefined ? row : { ...row, note }]
  })
