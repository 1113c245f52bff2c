/** The interface address, with a suggestion of the next free /31 from the loaded list, without a call to the API. */

import { inUseOf, suggestPair } from '../../../contract/address/free-pair.ts'
import { endsOfText } from '../../../contract/address.ts'
import { allPrefixes } from '../../../contract/fields/bgp.ts'
import { TextField } from '../../form/text-field.tsx'
import {
  useAccountTunnels,
  useFieldView,
  useFill,
  useTunnelForm,
  useValues,
} from '../../form/use-tunnel-form.tsx'
import { Wire } from '../../ui/field.tsx'
import { announce } from '../../ui/live-region.tsx'
import { SuggestButton } from './suggest-button.tsx'
import { useFieldNotice } from './use-field-notice.ts'

/** @param say says why no pair was found, or why it is in another range, about a value of the field */
const SuggestPair = ({ say }: { say(of: string, text: string): void }) => {
  const { form } = useTunnelForm()
  const fill = useFill()
  const { tunnels } = useAccountTunnels()
  const suggest = () => {
    const inUse = inUseOf((tunnels ?? []).map(({ interface_address: address }) => address))
    const found = suggestPair(inUse, allPrefixes(form.getValues()))
    if (found.pair === null) {
      announce(found.reason)
      return say(form.getValues('interface_address'), found.reason)
    }
    fill('interface_address', found.pair)
    if (found.note) say(found.pair, found.note)
    // The router's end is announced where it is shown.
    announce(`Interface address ${found.pair} filled in. ${found.note ?? ''}`)
  }
  return (
    <SuggestButton data-palette unknown="free pairs" onSuggest={suggest}>
      Suggest next free /31
    </SuggestButton>
  )
}

const InterfaceWire = () => {
  const { severity } = useFieldView('interface_address')
  const hasEnds = useValues((values) => endsOfText(values.interface_address.trim()) !== null)
  return <Wire kind={severity === 'error' ? 'bad' : hasEnds ? 'tunnel' : 'none'} />
}

export const InterfaceField = () => {
  const { notice, say } = useFieldNotice('interface_address')
  return (
    <TextField
      field="interface_address"
      hint="Enter Cloudflare's side. We show yours."
      mono
      aux={<SuggestPair say={say} />}
      notice={notice}
      trailing={<InterfaceWire />}
    />
  )
}
