/** The router's end of the interface address, shown as soon as it can be derived. */
import { endsOfText } from '../../../contract/address.ts'
import { useValues } from '../../form/use-tunnel-form.tsx'
import { Address } from '../../ui/address.tsx'
import { MESSAGE_LINE } from '../../ui/field.tsx'

export const DerivedEnd = () => {
  const customer = useValues((values) => endsOfText(values.interface_address.trim())?.customer)
  return (
    <div className="form-field">
      <div className="flex min-h-5 items-center font-medium">Your router's side</div>
      <p className="text-xs text-fg-2">The other end of the pair. Set it on your router.</p>
      <output
        className="control-frame"
        data-derived=""
        htmlFor="interface_address"
        aria-label="Your router's side"
      >
        {customer ? <Address value={customer} /> : <span className="text-fg-3">shown when known</span>}
      </output>
      <div className={MESSAGE_LINE} />
    </div>
  )
}
