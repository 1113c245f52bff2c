/** The rows of BGP, without its MD5 key (keys.ts). */
import * as z from 'zod/mini'
import { splitPrefixes } from '../address/typed-prefixes.ts'
import { error } from '../finding.ts'
import { isPrivateAsn, judgeAsnText, parseAsn } from '../rules/bgp.ts'
import { judgePrefixes } from '../rules/prefixes.ts'
import { field, isBlankText, mono, never, nothing, off, sent, text } from './field.ts'
import { md5_key } from './keys.ts'

/** Also has the switch of BGP, because BGP always needs an ASN. */
const customer_asn = field({
  path: 'bgp.customer_asn',
  step: 'bgp',
  label: 'Customer ASN',
  term: 'Customer ASN',
  control: 'open',
  required: true,
  part: 'bgp_enabled',
  secret: false,
  values: { bgp_enabled: off, customer_asn: text },
  others: {},
  isBlank: (values) => isBlankText(values.customer_asn),
  judge: (values, neighbours) =>
    isBlankText(values.customer_asn)
      ? [error('Enter the ASN your router uses, for example 64513')]
      : judgeAsnText(values.customer_asn, neighbours),
  // A character that no spelling of an ASN contains.
  isBeyondTyping: (values) => !/^\s*(a|as)?\s*[\d.]*\s*$/i.test(values.customer_asn),
  toWire: (values) => parseAsn(values.customer_asn) ?? undefined,
  fromWire: ({ bgp }) => ({
    bgp_enabled: Boolean(bgp),
    customer_asn: bgp?.customer_asn == null ? '' : String(bgp.customer_asn),
  }),
  review: (values) => {
    const asn = parseAsn(values.customer_asn)
    const kind = asn === null ? undefined : isPrivateAsn(asn) ? 'private' : 'public'
    return mono(values.customer_asn.trim(), kind)
  },
  page: ({ bgp }) => (bgp ? mono(bgp.customer_asn == null ? '' : String(bgp.customer_asn)) : null),
  example: { values: { bgp_enabled: true, customer_asn: '64700' }, wire: 64700 },
})

/** The chips and the text in the input. */
export const allPrefixes = (values: {
  extra_prefixes: readonly string[]
  prefix_entry: string
}): string[] => [...values.extra_prefixes, ...splitPrefixes(values.prefix_entry)]

export const extra_prefixes = field({
  path: 'bgp.extra_prefixes',
  step: 'bgp',
  label: 'Extra prefixes to advertise',
  term: 'Extra prefixes',
  control: 'open',
  required: false,
  part: 'bgp_enabled',
  secret: false,
  values: {
    extra_prefixes: z._default(z.array(z.string()), []),
    /** The text in the input that is not a chip yet. It is checked and sent like the chips. */
    prefix_entry: text,
  },
  others: {},
  isBlank: (values) => allPrefixes(values).length === 0,
  judge: (values) => judgePrefixes(values.extra_prefixes, splitPrefixes(values.prefix_entry)),
  isBeyondTyping: never,
  toWire: (values) => {
    const prefixes = allPrefixes(values)
    return prefixes.length === 0 ? undefined : prefixes
  },
  fromWire: ({ bgp }) => ({ extra_prefixes: [...(bgp?.extra_prefixes ?? [])], prefix_entry: '' }),
  review: (values) => mono(allPrefixes(values)),
  page: ({ bgp }) => (bgp ? mono(bgp.extra_prefixes ?? []) : null),
  example: { values: { extra_prefixes: ['10.20.0.0/16'] }, wire: ['10.20.0.0/16'] },
})

/**
 * Newer than the API page (docs/api.md, BGP). Shown if a tunnel has one, sent back by an edit, never entered.
 */
const import_filter_id = field({
  path: 'bgp.import_filter_id',
  step: 'bgp',
  label: 'BGP import filter',
  term: 'BGP import filter',
  control: 'none',
  required: false,
  part: 'bgp_enabled',
  secret: false,
  values: { import_filter_id: text },
  others: {},
  isBlank: (values) => isBlankText(values.import_filter_id),
  judge: nothing,
  isBeyondTyping: never,
  toWire: (values) => sent(values.import_filter_id),
  fromWire: ({ bgp }) => ({ import_filter_id: bgp?.import_filter_id ?? '' }),
  review: (values) => mono(values.import_filter_id),
  page: ({ bgp }) => (bgp?.import_filter_id ? mono(bgp.import_filter_id) : null),
  example: { values: { import_filter_id: 'c0ffee01' }, wire: 'c0ffee01' },
})

const export_filter_id = field({
  path: 'bgp.export_filter_id',
  step: 'bgp',
  label: 'BGP export filter',
  term: 'BGP export filter',
  control: 'none',
  required: false,
  part: 'bgp_enabled',
  secret: false,
  values: { export_filter_id: text },
  others: {},
  isBlank: (values) => isBlankText(values.export_filter_id),
  judge: nothing,
  isBeyondTyping: never,
  toWire: (values) => sent(values.export_filter_id),
  fromWire: ({ bgp }) => ({ export_filter_id: bgp?.export_filter_id ?? '' }),
  review: (values) => mono(values.export_filter_id),
  page: ({ bgp }) => (bgp?.export_filter_id ? mono(bgp.export_filter_id) : null),
  example: { values: { export_filter_id: 'c0ffee02' }, wire: 'c0ffee02' },
})

/** In the order of the page. */
export const BGP_FIELDS = {
  customer_asn,
  md5_key,
  extra_prefixes,
  import_filter_id,
  export_filter_id,
}
