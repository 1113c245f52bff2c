/** Step 1: the tunnel's name, both ends, the key, and rarely needed fields under Advanced. */

import { memo } from 'react'
import { CUSTOM_IDENTITY_FORM } from '../../../contract/rules/identity.ts'
import { ChoiceField } from '../../form/choice-field.tsx'
import { OWN_KEY_HINT } from '../../form/psk.ts'
import { SwitchField } from '../../form/switch-field.tsx'
import { TextField } from '../../form/text-field.tsx'
import { useTunnelForm, useValue } from '../../form/use-tunnel-form.tsx'
import { Pair, Wire } from '../../ui/field.tsx'
import { Advanced } from './advanced.tsx'
import { DerivedEnd } from './derived-end.tsx'
import { InterfaceField } from './interface-field.tsx'
import { KnownEndpoints, RouterChoice } from './later-parts.tsx'

const ENDPOINTS_ID = 'known-cloudflare-endpoints'

const NEW_KEY = [
  {
    value: 'generate',
    label: 'Generate',
    tag: 'Recommended',
    hint: 'Generated in this browser, sent with the tunnel, shown once after it exists. Never stored here.',
  },
  { value: 'own', label: 'I have one', hint: 'Paste a key your router already uses.' },
  { value: 'later', label: 'Add later', hint: 'The tunnel will not work until it has a key.' },
]

const KEY_OF_EDIT = [
  { value: 'later', label: 'Keep the key', hint: 'The API does not show it, and saving does not change it.' },
  {
    value: 'generate',
    label: 'Generate a new one',
    hint: 'Generated in this browser, sent with the changes, shown once after saving. Never stored here.',
  },
  { value: 'own', label: 'I have one', hint: 'Paste a key your router already uses.' },
]

const PskChoice = () => {
  const { base } = useTunnelForm()
  const isOwn = useValue('psk_choice') === 'own'
  return (
    <ChoiceField
      name="psk_choice"
      // The input for an own key shows the key's messages; without that input they are shown here.
      {...(isOwn ? {} : { field: 'psk' as const })}
      legend="Pre-shared key"
      choices={base ? KEY_OF_EDIT : NEW_KEY}
    >
      {isOwn && (
        <div className="pt-4">
          <TextField field="psk" hint={OWN_KEY_HINT} alone mono />
        </div>
      )}
    </ChoiceField>
  )
}

/** Memoised: only its own fields render it again, not the page around it. */
export const BasicsStep = memo(() => (
  <>
    <TextField field="name" alone hint="Must be unique. Letters, numbers, - and _ work everywhere." />
    <TextField field="description" alone hint="For people. Example: Branch Lisbon, ISP A, ticket NET-1234." />
    <div className="empty:h-34.5 sm:empty:h-28.5">
      <RouterChoice />
    </div>
    <hr className="mb-4 border-line" />
    <Pair>
      <TextField
        field="cloudflare_endpoint"
        hint="The anycast IP assigned to your account. Address space > Leased IPs."
        mono
        list={ENDPOINTS_ID}
        trailing={<Wire kind="internet" />}
        below={
          <div className="empty:h-7.5">
            <KnownEndpoints listId={ENDPOINTS_ID} />
          </div>
        }
      />
      <TextField
        field="customer_endpoint"
        hint="Your router's public IP. For traceroutes, or a router that identifies itself by IPv4 address."
        mono
      />
    </Pair>
    <Pair>
      <InterfaceField />
      <DerivedEnd />
    </Pair>
    <hr className="mb-4 border-line" />
    <PskChoice />
    <Advanced>
      <TextField
        field="interface_address6"
        hint="/127, first address of the pair, from the range your account was given."
        mono
        alone
      />
      <SwitchField
        name="replay_protection"
        field="replay_protection"
        hint="Leave off unless your router cannot disable anti-replay (Meraki, VeloCloud, AWS). Turning it on gives up anycast resilience."
      />
      <SwitchField
        name="automatic_return_routing"
        field="automatic_return_routing"
        hint="Needs to be enabled on your account by Cloudflare."
      />
      <TextField
        field="fqdn_id"
        hint={`${CUSTOM_IDENTITY_FORM}, for pairs of routers that share one identity.`}
        mono
        alone
      />
    </Advanced>
  </>
))
