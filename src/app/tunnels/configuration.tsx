/** The tunnel's settings as the API reports them, defaults spelled out. */
import { savedTarget, type Tunnel } from '../../contract/tunnel.ts'
import { Address, CopyableAddress } from '../ui/address.tsx'
import { Prop, PropsList } from '../ui/props-list.tsx'
import { Ago, Utc } from '../ui/time.tsx'
import { hasKey } from './state.ts'

const onOff = (flag: boolean | null | undefined): string => (flag ? 'On' : 'Off')

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const healthOf = ({ health_check: check }: Tunnel): string => {
  if (!check) return 'Not reported'
  if (check.enabled === false) return 'Off: the tunnel looks 100% down in health views'
  return capitalised([check.type, check.direction, check.rate].filter(Boolean).join(', '))
}

const targetOf = (tunnel: Tunnel): { text: string; isDefault: boolean } => {
  const target = tunnel.health_check?.target
  const saved = savedTarget(target)
  if (saved) return { text: saved, isDefault: false }
  const effective = typeof target === 'object' ? target?.effective : null
  return { text: effective ?? '', isDefault: true }
}

export const Configuration = ({ tunnel, now }: { tunnel: Tunnel; now: number }) => {
  const target = targetOf(tunnel)
  const keyAt = tunnel.psk_metadata?.last_generated_on
  return (
    <section aria-labelledby="configuration-title" className="side">
      <h2 id="configuration-title" className="border-b border-line-strong pb-2 font-semibold">
        Configuration
      </h2>
      <PropsList>
        <Prop name="Health check">{healthOf(tunnel)}</Prop>
        {target.text && (
          <Prop name="Health target">
            <Address value={target.text} /> {target.isDefault && <span className="text-fg-3">default</span>}
          </Prop>
        )}
        <Prop name="Key">
          {hasKey(tunnel) && keyAt ? (
            <>
              Set <Ago ms={Date.parse(keyAt)} now={now} />
            </>
          ) : tunnel.psk_metadata ? (
            'None'
          ) : (
            'Not reported'
          )}
        </Prop>
        <Prop name="Replay protection">{onOff(tunnel.replay_protection)}</Prop>
        <Prop name="Return routing">{onOff(tunnel.automatic_return_routing)}</Prop>
        <Prop name="Null cipher">
          {tunnel.allow_null_cipher ? (
            <span className="font-medium text-danger">Allowed: traffic may be unencrypted</span>
          ) : (
            'Not allowed'
          )}
        </Prop>
        {tunnel.bgp && (
          <Prop name="Extra prefixes">
            {tunnel.bgp.extra_prefixes?.length
              ? tunnel.bgp.extra_prefixes.map((prefix) => (
                  <span key={prefix} className="block">
                    <Address value={prefix} />
                  </span>
                ))
              : 'None'}
          </Prop>
        )}
        {tunnel.created_on && (
          <Prop name="Created">
            <Utc ms={Date.parse(tunnel.created_on)} />
          </Prop>
        )}
        {tunnel.modified_on && (
          <Prop name="Modified">
            <Utc ms={Date.parse(tunnel.modified_on)} />
          </Prop>
        )}
        <Prop name="Tunnel ID">
          <CopyableAddress value={tunnel.id} label="tunnel ID" />
        </Prop>
      </PropsList>
    </section>
  )
}
