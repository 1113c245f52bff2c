/** The settings of the router's side, each machine-readable value with its own copy button. */
import ClipboardList from 'lucide-react/icons/clipboard-list'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { CopyableAddress } from '../../ui/copyable-address.tsx'
import { Prop, PropsList } from '../../ui/props-list.tsx'
import { HiddenKey } from '../hidden-key.tsx'
import { type Fact, worksheetOf, worksheetText } from '../worksheet-facts.ts'
import { ROUTER_SIDE_ID } from './diagnosis-panel.tsx'

const FactValue = ({ fact, tunnel }: { fact: Fact; tunnel: Tunnel }) => {
  const { name, value } = fact
  if (value.kind === 'md5') return <HiddenKey value={tunnel.bgp?.md5_key ?? ''} canCopy />
  return value.kind === 'mono' ? <CopyableAddress value={value.text} label={name} /> : value.text
}

export const Worksheet = ({ tunnel }: { tunnel: Tunnel }) => (
  <section aria-labelledby={ROUTER_SIDE_ID} className="rounded-card border border-line bg-surface">
    <div className="flex flex-wrap items-start gap-x-2.5 gap-y-2 px-5 py-4 print:py-2">
      <ClipboardList aria-hidden="true" className="mt-0.5 size-5 text-fg-2" />
      <div className="min-w-48 flex-1">
        <h2 id={ROUTER_SIDE_ID} tabIndex={-1} className="w-fit text-lg font-semibold">
          Your router's side
        </h2>
        <p className="text-fg-2">A starting point from Cloudflare's reference. Review it before applying.</p>
      </div>
      <CopyButton text={() => worksheetText(tunnel)} label="worksheet" variant="secondary">
        Copy without keys
      </CopyButton>
    </div>
    {worksheetOf(tunnel).map(({ title, facts, note }) => (
      <div key={title} className="border-t border-line px-5 py-3 print:py-1">
        <h3 className="font-semibold">{title}</h3>
        {note && <p className="text-xs text-fg-2">{note}</p>}
        <PropsList>
          {facts.map((fact) => (
            <Prop key={fact.name} name={fact.name}>
              <FactValue fact={fact} tunnel={tunnel} />
            </Prop>
          ))}
        </PropsList>
      </div>
    ))}
  </section>
)
