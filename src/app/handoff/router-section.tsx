/** The configuration of a tunnel's router. The generators load once a router is chosen. */
import { Suspense } from 'react'
import type { Tunnel } from '../../contract/tunnel.ts'
import { Field } from '../ui/field.tsx'
import { lazyPart } from '../ui/lazy-part.ts'
import { chooseRouter, useChosenRouter } from './chosen-router.ts'
import { RouterSelect } from './router-select.tsx'

const RouterPanel = lazyPart(async () => (await import('./router-handoff.tsx')).RouterHandoff)

/** In a wide window the files and what is said of them are side by side. */
const WIDE = 'min-[110rem]:grid-cols-2 min-[110rem]:grid-rows-[auto_1fr]'

/** @param psk the tunnel's key while the page shows it */
export const RouterSection = ({ tunnel, psk }: { tunnel: Tunnel; psk: string | undefined }) => {
  const router = useChosenRouter(tunnel.id)
  return (
    <section
      aria-labelledby="your-router-title"
      className={`grid grid-cols-[minmax(0,1fr)] items-start gap-x-8 gap-y-5 rounded-card border border-line bg-surface px-5 py-4 [--bg:var(--color-surface)] print:[grid-area:5/1/auto/span_2] print:border-0 ${router ? WIDE : 'print:hidden min-[110rem]:w-[calc(50%-1rem)]'}`}
    >
      <div>
        <h2 id="your-router-title" className="text-lg font-semibold">
          Your router
        </h2>
        <p className="mb-3 text-fg-2">Its configuration for this tunnel, made in this browser.</p>
        <Field
          id="your-router"
          label="Router"
          hint="Remembered for this tunnel on this device, and sent nowhere."
          message={null}
          alone
        >
          {(aria) => (
            <RouterSelect {...aria} value={router} onChoose={(chosen) => chooseRouter(tunnel.id, chosen)} />
          )}
        </Field>
      </div>
      {router && (
        <Suspense fallback={<div className="h-dvh" />}>
          <RouterPanel key={router} deviceId={router} tunnel={tunnel} psk={psk} />
        </Suspense>
      )}
    </section>
  )
}
