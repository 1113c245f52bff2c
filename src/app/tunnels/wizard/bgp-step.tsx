/** Step 2: BGP over the tunnel, optional. */
import { memo } from 'react'
import { endsOfText } from '../../../contract/address.ts'
import { BGP } from '../../../contract/bgp.ts'
import { MD5_KEY_DOCUMENTED_MAX } from '../../../contract/md5-key.ts'
import { SwitchField } from '../../form/switch-field.tsx'
import { TextField } from '../../form/text-field.tsx'
import { useTunnelForm, useValue, useValues } from '../../form/use-tunnel-form.tsx'
import { Address } from '../../ui/address.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Pair } from '../../ui/field.tsx'
import { loadedLater } from '../../ui/loaded-later.tsx'
import { AsnField } from './asn-field.tsx'
import { PrefixList } from './prefix-list.tsx'

const PrefixesBehind = loadedLater(
  'The field for prefixes behind this router',
  async () => (await import('../../routes/prefixes-behind.tsx')).PrefixesBehind,
)

const Md5Count = () => {
  const { length } = useValue('md5_key')
  return length > 0 ? (
    <span className="text-xs text-fg-3 tabular-nums">
      {length} / {MD5_KEY_DOCUMENTED_MAX}
    </span>
  ) : null
}

/** The router's settings for the session, as far as they are known. */
const SessionFacts = () => {
  const peer = useValues(({ interface_address }) => endsOfText(interface_address.trim())?.cloudflare)
  const hasMd5 = useValues(({ md5_key }) => md5_key !== '')
  return (
    <Banner title="Your router starts the session, Cloudflare never does">
      Peer with {peer ? <Address value={peer} /> : "Cloudflare's side of the interface address"}, remote ASN{' '}
      {BGP.cloudflareAsn}. Use a hold time of {BGP.holdTime}, a retry of {BGP.connectRetry} and at most{' '}
      {BGP.prefixLimit} prefixes.
      {hasMd5 && ` With an MD5 key set, telnet cannot test port ${BGP.port}.`}
    </Banner>
  )
}

const Session = () => (
  <>
    <Pair>
      <AsnField />
      <TextField
        field="md5_key"
        hint="Catches miswired peers. Not a security measure."
        mono
        aux={<Md5Count />}
      />
    </Pair>
    <PrefixList />
    <SessionFacts />
  </>
)

/** The prefixes behind the router of a new tunnel; for an existing tunnel, routes are changed on its page. */
const WithoutBgp = () => {
  const { purpose, draftId } = useTunnelForm()
  if (purpose.kind === 'edit') return null
  return (
    <div className="min-h-48">
      <PrefixesBehind key={draftId} />
    </div>
  )
}

/** Memoised: only its own fields render it again, not the page around it. */
export const BgpStep = memo(() => (
  <>
    <SwitchField
      name="bgp_enabled"
      label="Use BGP on this tunnel"
      hint="Optional. Without it you will need static routes."
    />
    <hr className="mt-2 mb-5 border-line" />
    {useValue('bgp_enabled') ? <Session /> : <WithoutBgp />}
  </>
))
