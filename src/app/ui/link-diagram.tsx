/**
 * The two ends of a tunnel: Cloudflare left, your router right; public addresses in the boxes, tunnel addresses
 * on the line. The drawing is hidden from screen readers and its caption says the same in one sentence.
 */
import Globe from 'lucide-react/icons/globe'
import Router from 'lucide-react/icons/router'
import type { ReactNode } from 'react'
import { Address } from './address.tsx'

export type LinkState =
  | 'plan'
  | 'taken'
  | 'waiting'
  | 'establishing'
  | 'up'
  | 'bad'
  | 'down'
  | 'stale'
  | 'unknown'

export interface LinkEnd {
  name: string
  /** Public address; empty if there is none. */
  address: string
  /** Tunnel address; empty if there is none. */
  inner: string
  /** Said where an address is missing; "not set" if left out. */
  none?: { address?: string; inner?: string }
  asn?: number | null | undefined
}

interface LinkDiagramProps {
  state: LinkState
  cloudflare: LinkEnd
  router: LinkEnd
  /** One word on the line, with its icon. */
  middle: ReactNode
  /** Describes the drawing in one sentence. */
  caption: string
}

export const NOT_SET = 'not set'

const Shown = ({ value, none = NOT_SET }: { value: string; none?: string | undefined }) =>
  value === '' ? <span className="text-fg-3">{none}</span> : <Address value={value} />

const End = ({ end, icon }: { end: LinkEnd; icon: ReactNode }) => (
  <div className="grid gap-1 rounded-card border border-line-strong bg-(--bg) px-3 py-2 @max-[18rem]/link:px-1.5 @max-[18rem]/link:[&_bdi]:text-2xs">
    <span className="flex flex-wrap items-center gap-x-2 text-xs font-medium whitespace-nowrap">
      <span className="mr-auto flex items-center gap-1.5">
        {icon}
        {end.name}
      </span>
      {end.asn ? (
        <span className="text-2xs font-normal text-fg-3 @max-[18rem]/link:hidden">AS{end.asn}</span>
      ) : null}
    </span>
    <Shown value={end.address} none={end.none?.address} />
  </div>
)

export const LinkDiagram = ({ state, cloudflare, router, middle, caption }: LinkDiagramProps) => (
  <figure className="@container/link">
    <div
      className="grid grid-cols-[minmax(0,13rem)_minmax(0.5rem,1fr)_minmax(0,13rem)] items-stretch"
      aria-hidden="true"
    >
      <End end={cloudflare} icon={<Globe className="size-3.5 text-fg-2" />} />
      <div className="self-center border-t-2 border-dotted border-line-strong" />
      <End end={router} icon={<Router className="size-3.5 text-fg-2" />} />
    </div>
    <div className="link-path" data-state={state} aria-hidden="true">
      <i className="link-port" />
      <i className="link-port" />
      <Shown value={cloudflare.inner} none={cloudflare.none?.inner} />
      <span className="flex @max-[20rem]/link:hidden items-center gap-1 text-2xs whitespace-nowrap text-fg-3">
        {middle}
      </span>
      <Shown value={router.inner} none={router.none?.inner} />
    </div>
    <figcaption className="sr-only">{caption}</figcaption>
  </figure>
)
