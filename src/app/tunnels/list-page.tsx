/** Every tunnel of the account with its state; each leads to its own page. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useRef } from 'react'
import { Link } from 'wouter'
import { endsOfText } from '../../contract/address.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { sayError } from '../errors.tsx'
import { usePageHeading } from '../page-heading.ts'
import { paths } from '../paths.ts'
import { tunnelListQuery } from '../queries.ts'
import { Address } from '../ui/address.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { RefreshButton } from '../ui/refresh-button.tsx'
import { Ago, agoOf, Clock } from '../ui/time.tsx'
import { useWriteRefusal } from '../use-write-refusal.ts'
import { backedOff, comingUp, listInterval } from './polling.ts'
import { stateOf } from './state.ts'
import { StateMark } from './state-mark.tsx'
import { useNow } from './use-now.ts'

const HEADINGS = [
  'State',
  'Name',
  'Interface',
  'Cloudflare endpoint',
  'Customer endpoint',
  'ASN',
  'Health check',
  'Key age',
  'Modified',
]

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const healthOf = ({ health_check: check }: Tunnel): string =>
  !check
    ? ''
    : check.enabled === false
      ? 'Off'
      : capitalised([check.type, check.rate].filter(Boolean).join(', '))

const Age = ({ at, now, none }: { at: string | null | undefined; now: number; none: string }) =>
  at ? <Ago ms={Date.parse(at)} now={now} /> : <span className="text-fg-3">{none}</span>

const Row = ({ tunnel, now }: { tunnel: Tunnel; now: number }) => {
  const state = stateOf(tunnel, now)
  const ends = endsOfText(tunnel.interface_address)
  const quiet = state.kind === 'up' || state.kind === 'no_bgp'
  const keyAt = tunnel.psk_metadata?.last_generated_on
  return (
    <tr>
      <td className="cell-state">
        <span className={`flex items-center gap-2 ${quiet ? 'text-fg-2' : 'font-medium'}`}>
          <StateMark kind={state.kind} />
          {state.kind === 'no_bgp' ? 'No BGP' : state.title}
        </span>
      </td>
      <th scope="row" className="cell-name">
        <Link
          href={paths.tunnel(tunnel.id)}
          className="font-medium text-fg no-underline [overflow-wrap:anywhere]"
        >
          {tunnel.name}
        </Link>
        {tunnel.description && (
          <span
            className="line-clamp-2 text-xs font-normal text-fg-3 [overflow-wrap:anywhere]"
            title={tunnel.description}
          >
            {tunnel.description}
          </span>
        )}
      </th>
      <td title={ends ? `Cloudflare ${ends.cloudflare}, your router ${ends.customer}` : undefined}>
        <Address value={tunnel.interface_address} />
      </td>
      <td>
        <Address value={tunnel.cloudflare_endpoint} />
      </td>
      <td>{tunnel.customer_endpoint ? <Address value={tunnel.customer_endpoint} /> : <None />}</td>
      <td className="text-right">
        {tunnel.bgp?.customer_asn ? <Address value={String(tunnel.bgp.customer_asn)} /> : <None />}
      </td>
      <td className="text-fg-2">{healthOf(tunnel)}</td>
      <td className="text-right">
        {keyAt ? agoOf(Date.parse(keyAt), now).replace(' ago', '') : tunnel.psk_metadata && <None />}
      </td>
      <td className="text-right text-fg-2">
        <Age at={tunnel.modified_on} now={now} none="" />
      </td>
    </tr>
  )
}

const None = () => <span className="text-fg-3">none</span>

const Empty = () => (
  <div className="grid justify-items-start gap-1 rounded-card border border-line bg-surface p-7">
    <h2 className="text-lg font-semibold">No tunnels yet</h2>
    <p className="text-fg-2">Have these ready before you create the first one:</p>
    <ul className="mt-2 mb-4 grid list-disc gap-1 pl-5 text-fg-2">
      <li>the Cloudflare endpoint, an anycast IP under Address space, Leased IPs</li>
      <li>the public IP of your router</li>
      <li>for BGP, the ASN your router uses</li>
    </ul>
    <CreateLink />
  </div>
)

const CreateLink = () => {
  const refusal = useWriteRefusal()
  const label = (
    <>
      <Plus aria-hidden="true" className="size-4" />
      Create tunnel
    </>
  )
  return refusal ? (
    <Button variant="primary" disabledReason={refusal}>
      {label}
    </Button>
  ) : (
    <Link href={paths.newTunnel('basics')} className="btn btn-primary no-underline">
      {label}
    </Link>
  )
}

export const ListPage = () => {
  const moved = useRef({ what: '', at: 0 })
  const query = useSuspenseQuery({
    ...tunnelListQuery,
    refetchInterval: ({ state }) => backedOff(listInterval(state.data, moved.current.at, Date.now()), state),
  })
  const { data: tunnels, error, dataUpdatedAt, isFetching, refetch } = query
  const now = useNow(10_000)
  const what = comingUp(tunnels, now)
  if (moved.current.what !== what) moved.current = { what, at: now }
  const heading = usePageHeading()
  return (
    <main id="main" className="mx-auto max-w-[100rem] px-4 pt-5 pb-12 sm:px-6">
      <title>Tunnels - Tunneldesk</title>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <h1 ref={heading} tabIndex={-1} className="mr-auto text-xl font-semibold">
          Tunnels <span className="text-sm font-normal text-fg-3">{tunnels.length}</span>
        </h1>
        {tunnels.length > 0 && <CreateLink />}
      </div>
      {error && (
        <div className="mb-4">
          <Banner
            tone="error"
            title={`The list could not be refreshed. What you see is from ${agoOf(dataUpdatedAt, now)}`}
            actions={<Button onClick={() => refetch()}>Try again</Button>}
          >
            {sayError(error)}
          </Banner>
        </div>
      )}
      {tunnels.length === 0 ? (
        <Empty />
      ) : (
        <>
          <div className="frame">
            <table className="list">
              <caption className="sr-only">Tunnels of this account</caption>
              <thead>
                <tr>
                  {HEADINGS.map((heading) => (
                    <th
                      key={heading}
                      scope="col"
                      className={['ASN', 'Key age', 'Modified'].includes(heading) ? 'text-right!' : ''}
                    >
                      {heading}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {tunnels.map((tunnel) => (
                  <Row key={tunnel.id} tunnel={tunnel} now={now} />
                ))}
              </tbody>
            </table>
          </div>
          <div className="mt-3 flex items-center gap-x-1 text-xs text-fg-3">
            <RefreshButton isFetching={isFetching} onRefresh={() => refetch()} />
            <p>
              Updated <Clock ms={dataUpdatedAt} />, every{' '}
              {listInterval(tunnels, moved.current.at, now) / 1000} s while this page is shown
            </p>
          </div>
        </>
      )}
    </main>
  )
}
