/** Review of an edit: what changes, current beside new, what it means for session and router, and the rest folded. */
import { type ReactNode, useState } from 'react'
import {
  FIELD_NAMES,
  type FieldName,
  isOn,
  rowOf,
  type TunnelValues,
} from '../../../contract/fields/table.ts'
import { changedFields, toWire } from '../../../contract/fields/wire.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'
import type { Base } from '../../form/form-start.ts'
import { useValues } from '../../form/use-tunnel-form.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Prop, PropsList } from '../../ui/props-list.tsx'
import { Sending, Verdict } from '../create/review-step.tsx'
import { ShownValue } from '../create/shown-value.tsx'
import { type Fact, worksheetOf } from '../worksheet-facts.ts'
import { consequenceOf } from './consequences.ts'

interface SideProps {
  field: FieldName
  values: TunnelValues
  isCurrent?: boolean
}

const Side = ({ field, values, isCurrent }: SideProps) => {
  // The key is never shown, and a kept one is not "none yet".
  if (field === 'psk' && values.psk_choice === 'later') return isCurrent ? 'The key in force' : 'Kept'
  if (!isOn(field, values)) return <span className="text-fg-3">Off, not sent</span>
  return <ShownValue value={rowOf(field).review(values)} md5Key={values.md5_key} />
}

const Cell = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className="min-w-0 [overflow-wrap:anywhere]">
    <dt className="text-xs text-fg-2">{title}</dt>
    <dd>{children}</dd>
  </div>
)

const Change = ({
  field,
  before,
  after,
}: {
  field: FieldName
  before: TunnelValues
  after: TunnelValues
}) => {
  const { drops, router } = consequenceOf(field)
  return (
    <li className="border-b border-line py-3">
      <h3 className="font-medium">{rowOf(field).label}</h3>
      <dl className="grid gap-x-4 gap-y-1 pt-1 sm:grid-cols-2">
        <Cell title="Current">
          <Side field={field} values={before} isCurrent />
        </Cell>
        <Cell title="New">
          <Side field={field} values={after} />
        </Cell>
      </dl>
      {(drops || router) && (
        <p className="mt-1 text-xs text-fg-2">
          {drops && <strong className="font-medium">Drops the session. </strong>}
          {router && `On the router: ${router}`}
        </p>
      )}
    </li>
  )
}

const textOf = ({ value }: Fact, tunnel: Tunnel): string => {
  if (value.kind !== 'md5') return value.text
  return `Set, ${tunnel.bgp?.md5_key?.length ?? 0} characters, hidden`
}

/** Facts of the router's side that differ, by name. */
const routerChanges = (before: Tunnel, after: Tunnel) => {
  const factsOf = (tunnel: Tunnel) =>
    worksheetOf(tunnel).flatMap(({ title, facts }) =>
      facts.map((fact) => [`${title}: ${fact.name}`, textOf(fact, tunnel)] as const),
    )
  const [old, now] = [new Map(factsOf(before)), new Map(factsOf(after))]
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((name) => ({ name, before: old.get(name) ?? 'None', after: now.get(name) ?? 'None' }))
    .filter((row) => row.before !== row.after)
}

const RouterSide = ({ tunnel, values }: { tunnel: Tunnel; values: TunnelValues }) => {
  const rows = routerChanges(tunnel, {
    ...tunnel,
    bgp: null,
    interface_address6: null,
    customer_endpoint: null,
    custom_remote_identities: null,
    ...toWire(values, { md5_key: values.md5_key }),
  })
  if (rows.length === 0) return null
  return (
    <section className="mt-7">
      <h2 className="border-b border-line-strong pb-2 text-base font-semibold">Your router's side</h2>
      <ul>
        {rows.map(({ name, before, after }) => (
          <li key={name} className="border-b border-line py-3">
            <h3 className="font-medium">{name}</h3>
            <dl className="grid gap-x-4 gap-y-1 pt-1 sm:grid-cols-2">
              <Cell title="Set now">{before}</Cell>
              <Cell title="To be set">{after}</Cell>
            </dl>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Unchanged = ({ fields, values }: { fields: FieldName[]; values: TunnelValues }) => {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <div className="mt-7">
      <Disclosure title="Unchanged" tag={`${fields.length} fields`} open={isOpen} onToggle={setIsOpen}>
        <PropsList>
          {fields.map((field) => (
            <Prop key={field} name={rowOf(field).label}>
              <Side field={field} values={values} isCurrent />
            </Prop>
          ))}
        </PropsList>
      </Disclosure>
    </div>
  )
}

interface EditReviewProps {
  base: Base
  outcome: ReactNode
  hasOutcome: boolean
  isSending: boolean
}

export const EditReview = ({ base, outcome, hasOutcome, isSending }: EditReviewProps) => {
  const values = useValues((all) => all)
  const changed = changedFields(base.values, values)
  const drops = changed.filter((field) => consequenceOf(field).drops)
  return (
    <>
      {outcome}
      {!hasOutcome && (isSending ? <Sending what="Saving the changes" next="" /> : <Verdict />)}
      {drops.length > 0 && (
        <Banner tone="warning" title="Saving drops the session until the router is changed, too">
          Because of: {drops.map((field) => rowOf(field).label).join(', ')}.
        </Banner>
      )}
      <section className="mt-5">
        <h2 className="border-b border-line-strong pb-2 text-base font-semibold">
          {changed.length === 0 ? 'Nothing was changed' : 'Changes'}
        </h2>
        <ul>
          {changed.map((field) => (
            <Change key={field} field={field} before={base.values} after={values} />
          ))}
        </ul>
      </section>
      <RouterSide tunnel={base.tunnel} values={values} />
      <Unchanged
        fields={FIELD_NAMES.filter((field) => !changed.includes(field) && rowOf(field).control !== 'none')}
        values={values}
      />
    </>
  )
}
