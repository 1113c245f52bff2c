/** Diagram of the form's tunnel with its two ends. */
import X from 'lucide-react/icons/x'
import { endsOfText } from '../../../contract/address.ts'
import { BGP } from '../../../contract/bgp.ts'
import { parseAsn } from '../../../contract/rules/bgp.ts'
import { useLaterValues, useLaterView } from '../../form/use-tunnel-form.tsx'
import { LinkDiagram, NOT_SET } from '../../ui/link-diagram.tsx'

export const TunnelDiagram = () => {
  const cloudflare = useLaterValues((values) => values.cloudflare_endpoint.trim())
  const customer = useLaterValues((values) => values.customer_endpoint.trim())
  const interfaceAddress = useLaterValues((values) => values.interface_address.trim())
  const isBgp = useLaterValues((values) => values.bgp_enabled)
  const asn = useLaterValues((values) => parseAsn(values.customer_asn))
  const { findings, server } = useLaterView().fields.interface_address
  const ends = endsOfText(interfaceAddress)
  const isTaken = findings.some(({ about }) => about) || server.length > 0
  const length = interfaceAddress.split('/')[1]
  const say = (value: string | undefined) => value || NOT_SET
  return (
    <LinkDiagram
      state={isTaken ? 'taken' : ends ? 'plan' : 'unknown'}
      cloudflare={{
        name: 'Cloudflare',
        address: cloudflare,
        inner: ends?.cloudflare ?? '',
        asn: isBgp ? BGP.cloudflareAsn : null,
      }}
      router={{
        name: 'Your router',
        address: customer,
        inner: ends?.customer ?? '',
        asn: isBgp ? asn : null,
      }}
      middle={
        isTaken ? (
          <span className="flex items-center gap-1 text-danger">
            <X className="size-3" /> check
          </span>
        ) : ends ? (
          `IPsec, /${length}`
        ) : (
          'IPsec'
        )
      }
      caption={`Cloudflare ${say(cloudflare)} to your router ${say(customer)}. Inside: Cloudflare ${say(ends?.cloudflare)}, your router ${say(ends?.customer)}.`}
    />
  )
}
