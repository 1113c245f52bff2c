/** The customer ASN, with a suggestion from the loaded list. */
import { BGP } from '../../../contract/bgp.ts'
import {
  isPrivateAsn,
  nextPrivateAsn,
  PRIVATE_ASNS,
  parseAsn,
  plainAsn,
} from '../../../contract/rules/bgp.ts'
import { TextField } from '../../form/text-field.tsx'
import { useAccountTunnels, useFill, useTunnelForm, useValue } from '../../form/use-tunnel-form.tsx'
import { announce } from '../../ui/live-region.tsx'
import { Tag } from '../../ui/tag.tsx'
import { SuggestButton } from './suggest-button.tsx'
import { useFieldNotice } from './use-field-notice.ts'

const { first, last, first4 } = PRIVATE_ASNS
const NONE_LEFT = `Every private 2-byte ASN from ${first} to ${last} is in use. Choose one above ${first4}`

const SuggestAsn = ({ onNone }: { onNone(): void }) => {
  const fill = useFill()
  const { tunnels } = useAccountTunnels()
  const suggest = () => {
    const asn = nextPrivateAsn(tunnels ?? [])
    if (asn === null) {
      announce(NONE_LEFT)
      return onNone()
    }
    fill('customer_asn', String(asn))
    announce(`Customer ASN ${asn} filled in`)
  }
  return (
    <SuggestButton unknown="unused ASNs" onSuggest={suggest}>
      Suggest next unused
    </SuggestButton>
  )
}

const AsnKind = () => {
  const asn = parseAsn(useValue('customer_asn'))
  if (asn === null || asn === BGP.cloudflareAsn) return null
  return <Tag>{isPrivateAsn(asn) ? 'Private' : 'Public'}</Tag>
}

export const AsnField = () => {
  const { form } = useTunnelForm()
  const { notice, say } = useFieldNotice('customer_asn')
  return (
    <TextField
      field="customer_asn"
      hint={`The ASN your router uses. Must not be ${BGP.cloudflareAsn}.`}
      mono
      inputMode="numeric"
      aux={<SuggestAsn onNone={() => say(form.getValues('customer_asn'), NONE_LEFT)} />}
      trailing={<AsnKind />}
      notice={notice}
      normalise={(typed) => {
        const plain = plainAsn(typed)
        if (/\d\.\d/.test(typed) && !plain.includes('.')) {
          say(plain, `${typed.trim()} is ${plain} in asdot notation`)
        }
        return plain
      }}
    />
  )
}
