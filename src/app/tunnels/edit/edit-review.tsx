/** Review of an edit: current and new values, effects on session and router, and the unchanged fields collapsed. */
import { type ReactNode, useState } from 'react'
import {
  FIELD_NAMES,
  type FieldName,
  isOn,
  rowOf,
  type TunnelValues,
} from '../../../contract/fields/table.ts'
import { counted } from '../../counted.ts'
import type { Base } from '../../form/form-start.ts'
import { useValues, useView } from '../../form/use-tunnel-form.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Prop, PropsList } from '../../ui/props-list.tsx'
import { OddValue } from '../odd-value.tsx'
import { RowFindings, Sending, Verdict } from '../wizard/review-step.tsx'
import { ShownValue } from '../wizard/shown-value.tsx'
import { BeforeAfter } from './before-after.tsx'
import { type Consequence, consequenceOf } from './consequences.ts'
import { RouterChanges } from './router-changes.tsx'
import { useEditedFields } from './use-edited-fields.ts'

/** The value in the form. */
const New = ({ field, values }: { field: FieldName; values: TunnelValues }) => {
  // The key is never shown, and for an existing key "later" means unchanged.
  if (field === 'psk' && values.psk_choice === 'later') return 'Kept'
  if (!isOn(field, values)) return <span className="text-fg-3">Off, not sent</span>
  return <ShownValue value={rowOf(field).review(values)} md5Key={values.md5_key} />
}

/** The tunnel's current value, even one that the form cannot represent. */
const Current = ({ field, base }: { field: FieldName; base: Base }) => {
  const odd = base.odd.find(({ fields, isOff }) => !isOff && fields.includes(field))
  if (odd) return <OddValue place={odd.place} value={odd.value} />
  if (field === 'psk') return 'The current key'
  return isOn(field, base.values) ? (
    <New field={field} values={base.values} />
  ) : (
    <span className="text-fg-3">Off</span>
  )
}

const Change = ({ field, base, values }: { field: FieldName; base: Base; values: TunnelValues }) => {
  const { session, router } = consequenceOf(field, base, values)
  return (
    <li className="border-b border-line py-3">
      <h3 className="font-medium">{rowOf(field).term}</h3>
      <BeforeAfter
        titles={['Current', 'New']}
        before={<Current field={field} base={base} />}
        after={
          <>
            <New field={field} values={values} />
            <RowFindings field={field} />
          </>
        }
      />
      {(session || router) && (
        <p className="mt-1 text-xs text-fg-2">
          {session === 'drops' && <strong className="font-medium">Drops the session. </strong>}
          {session === 'ends' && <strong className="font-medium">Ends the BGP session. </strong>}
          {router && `On the router: ${router}`}
        </p>
      )}
    </li>
  )
}

const Unchanged = ({ fields, base }: { fields: FieldName[]; base: Base }) => {
  const [isOpen, setIsOpen] = useState(false)
  const warnings = useView(
    (view) => fields.filter((field) => view.fields[field].severity === 'warning').length,
  )
  const tag = counted(fields.length, 'field')
  return (
    <div className="mt-7">
      <Disclosure
        title="Unchanged"
        tag={warnings === 0 ? tag : `${tag}, ${warnings} with a warning`}
        open={isOpen}
        onToggle={setIsOpen}
      >
        <PropsList>
          {fields.map((field) => (
            <Prop key={field} name={rowOf(field).term}>
              <Current field={field} base={base} />
              <RowFindings field={field} />
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
  const changed = useEditedFields(base)
  const does = (session: Consequence['session']) =>
    changed.filter((field) => consequenceOf(field, base, values).session === session)
  const drops = does('drops')
  return (
    <>
      {outcome}
      {!hasOutcome && (isSending ? <Sending what="Saving the changes" next="" /> : <Verdict />)}
      <div className="grid gap-3">
        {does('ends').length > 0 && (
          <Banner tone="warning" title="Saving ends the BGP session">
            The routes learned from it go. Without BGP, the tunnel needs static routes on both sides.
          </Banner>
        )}
        {drops.length > 0 && (
          <Banner tone="warning" title="Saving drops the session until the router is changed as well">
            Because of: {drops.map((field) => rowOf(field).term).join(', ')}.
          </Banner>
        )}
      </div>
      <section className="mt-5">
        <h2 className="border-b border-line-strong pb-2 text-base font-semibold">
          {changed.length === 0 ? 'Nothing was changed' : 'Changes'}
        </h2>
        <ul>
          {changed.map((field) => (
            <Change key={field} field={field} base={base} values={values} />
          ))}
        </ul>
      </section>
      <RouterChanges tunnel={base.tunnel} values={values} />
      <Unchanged
        fields={FIELD_NAMES.filter((field) => !changed.includes(field) && rowOf(field).control !== 'none')}
        base={base}
      />
    </>
  )
}
