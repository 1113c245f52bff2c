/** Step 3: how Cloudflare probes the tunnel. Every choice is sent explicitly, because defaults differ by source. */
import { memo } from 'react'
import { ChoiceField } from '../../form/choice-field.tsx'
import { SwitchField } from '../../form/switch-field.tsx'
import { TextField } from '../../form/text-field.tsx'
import { useValue } from '../../form/use-tunnel-form.tsx'

const TargetField = () => (
  <TextField
    field="health_target"
    alone
    hint={
      useValue('health_direction') === 'bidirectional'
        ? "Empty means the customer endpoint. The API reference says this is ignored for bidirectional checks; Cloudflare's Azure and Meraki guides still set it."
        : 'Empty means the customer endpoint. The router forwards the probe to this address.'
    }
    mono
  />
)

const Probe = () => (
  <>
    <ChoiceField
      name="health_direction"
      field="health_direction"
      legend="Direction"
      choices={[
        {
          value: 'bidirectional',
          label: 'Bidirectional',
          hint: 'Probe and answer both use the tunnel. The default for Magic WAN.',
        },
        {
          value: 'unidirectional',
          label: 'Unidirectional',
          hint: 'The answer returns over the Internet and may be dropped on the way.',
        },
      ]}
    />
    <ChoiceField
      name="health_type"
      field="health_type"
      legend="Type"
      choices={[
        { value: 'reply', label: 'Reply', hint: 'Probes look like answers. Works with most routers.' },
        {
          value: 'request',
          label: 'Request',
          hint: 'Choose this behind a stateful firewall, which drops answers without a request.',
        },
      ]}
    />
    <ChoiceField
      name="health_rate"
      field="health_rate"
      legend="Rate"
      layout="row"
      hint="Low for quiet sites, high for fast failover. Expect several hundred probe packets per second overall."
      choices={[
        { value: 'low', label: 'Low' },
        { value: 'mid', label: 'Mid' },
        { value: 'high', label: 'High' },
      ]}
    />
    <TargetField />
  </>
)

/** Memoised: only its own fields render it again, not the page around it. */
export const HealthStep = memo(() => (
  <>
    <SwitchField
      name="health_enabled"
      field="health_enabled"
      hint="Cloudflare sends probes through the tunnel and steers traffic away when they fail."
    />
    <hr className="mt-2 mb-5 border-line" />
    {useValue('health_enabled') && <Probe />}
  </>
))
