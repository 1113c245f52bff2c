/** One tunnel: its fresh key, its state as it comes up, what the router needs, and how it is configured. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Link, useLocation } from 'wouter'
import { speakerOf } from '../../contract/speaker.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { isGone, sayError } from '../errors.tsx'
import { ExportButton } from '../export/export-button.tsx'
import { markdownOf } from '../export/markdown.ts'
import { RouterSection } from '../handoff/router-section.tsx'
import { usePageHeading } from '../page-heading.ts'
import { paths } from '../paths.ts'
import { tunnelQuery } from '../queries.ts'
import { RouterPanel } from '../simulation/only-in-sandbox.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { announce } from '../ui/live-region.tsx'
import { useMode } from '../use-speaker.tsx'
import { Configuration } from './configuration.tsx'
import { TunnelDialogs } from './dialogs/tunnel-dialogs.tsx'
import { GenerateKey } from './generate-key.tsx'
import { heldKey, subscribeKeys } from './key-handover.ts'
import { KeyPanel } from './key-panel.tsx'
import { backedOff, detailInterval } from './polling.ts'
import { RawTunnel } from './raw-tunnel.tsx'
import { stateOf, type TunnelState } from './state.ts'
import { StatusCard } from './status-card.tsx'
import { afterUp, Timeline, useTimeline } from './timeline.tsx'
import { useNow } from './use-now.ts'
import { Worksheet } from './worksheet.tsx'

const NOW_EVERY_MS = 5_000

const useWatchedTunnel = (id: string) => {
  const [openedAt] = useState(() => Date.now())
  const watchedSince = useRef(openedAt)
  const query = useSuspenseQuery({
    ...tunnelQuery(id),
    refetchInterval: ({ state }) =>
      backedOff(detailInterval(state.data, watchedSince.current, Date.now()), state),
  })
  const now = useNow(NOW_EVERY_MS)
  const reported = stateOf(query.data, now)
  const seen = useTimeline(reported, query.dataUpdatedAt)
  const state = afterUp(reported, seen)
  // A new state is worth watching closely again.
  if (seen.length > 1) watchedSince.current = seen[0]?.at ?? openedAt
  const everyMs = detailInterval(query.data, watchedSince.current, now)
  return {
    ...query,
    now,
    state,
    seen,
    everyMs,
    isStale: query.error !== null || now - query.dataUpdatedAt > 2 * everyMs + NOW_EVERY_MS,
  }
}

/** Set by the form's navigation, kept by the browser for this visit only. */
const wasJustCreated = (): boolean => history.state?.created === true

const TunnelActions = ({ tunnel, state }: { tunnel: Tunnel; state: TunnelState }) => {
  const [, navigate] = useLocation()
  const { id } = tunnel
  const goTo = (label: string, path: string) => <Button onClick={() => navigate(path)}>{label}</Button>
  return (
    <fieldset aria-label="Actions" className="mt-3 flex flex-wrap gap-2">
      {goTo('Edit', paths.editTunnel(id))}
      {goTo('Clone', paths.cloneTunnel(id))}
      {goTo('Change key', paths.tunnelDialog(id, 'change-key'))}
      <ExportButton tunnels={[tunnel]} />
      {goTo('Delete', paths.tunnelDialog(id, 'delete'))}
      <CopyButton
        text={() => markdownOf(tunnel, `${state.title}. ${state.sentence}`)}
        label="tunnel as Markdown"
        variant="secondary"
      >
        Copy as Markdown
      </CopyButton>
    </fieldset>
  )
}

export const DetailPage = ({ id }: { id: string }) => {
  const watched = useWatchedTunnel(id)
  const {
    data: tunnel,
    error,
    dataUpdatedAt,
    now,
    state,
    seen,
    everyMs,
    isStale,
    isFetching,
    refetch,
  } = watched
  const psk = useSyncExternalStore(subscribeKeys, () => heldKey(id))
  const speaker = speakerOf(useMode())
  const [isNew] = useState(wasJustCreated)
  const heading = usePageHeading()
  const title = isNew ? `${tunnel.name} created` : tunnel.name

  const changes = seen.length
  useEffect(() => {
    if (changes > 1) announce(`${tunnel.name}: ${state.title}. ${state.sentence}`)
  }, [changes, tunnel.name, state.title, state.sentence])

  const isDeleted = isGone(error)
  return (
    <main id="main" className="max-w-[160rem] px-4 pt-5 pb-12 sm:px-8 sm:pt-7">
      <title>{`${title} - Tunneldesk`}</title>
      <h1 ref={heading} tabIndex={-1} className="w-fit text-xl font-semibold [overflow-wrap:anywhere]">
        {/* A name may hold marks that turn the direction of all that follows. */}
        <span dir="auto">{tunnel.name}</span>
        {isNew && ' created'}
      </h1>
      <TunnelDialogs tunnel={tunnel} />
      {tunnel.description && <p className="text-fg-2 [overflow-wrap:anywhere]">{tunnel.description}</p>}
      <TunnelActions tunnel={tunnel} state={state} />
      {/* Status, the router's side and the configuration: beside each other where there is room, in this order where not. */}
      <div className="mt-5 grid grid-cols-[minmax(0,1fr)] items-start gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr] min-[110rem]:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)_minmax(24rem,0.7fr)] min-[110rem]:grid-rows-none print:grid-cols-2 print:grid-rows-none print:gap-y-3">
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-5">
          {error && (
            <Banner
              tone="error"
              title={
                isDeleted
                  ? 'This tunnel no longer exists'
                  : `The state could not be refreshed: ${sayError(error)}`
              }
              actions={
                isDeleted ? (
                  <Link href={paths.tunnels}>Back to the tunnels</Link>
                ) : (
                  <Button onClick={() => refetch()}>Try again</Button>
                )
              }
            >
              What you see is the last answer.
            </Banner>
          )}
          {psk !== undefined && <KeyPanel tunnelId={id} tunnelName={tunnel.name} psk={psk} />}
          <StatusCard
            tunnel={tunnel}
            state={state}
            fetchedAt={dataUpdatedAt}
            now={now}
            isStale={isStale}
            everyMs={everyMs}
            isFetching={isFetching}
            onRefresh={() => refetch()}
            isKeyShown={psk !== undefined}
            action={state.kind === 'no_key' && <GenerateKey tunnelId={id} />}
          />
        </div>
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-5">
          <Worksheet tunnel={tunnel} />
          <RouterSection tunnel={tunnel} psk={psk} />
          {/* Below what is real, which it neither pushes down nor precedes in the tab order. */}
          <div className="no-print">
            <RouterPanel tunnel={tunnel} state={state} />
          </div>
        </div>
        <div className="grid min-w-0 gap-6 lg:[grid-area:1/2/span_2] min-[110rem]:[grid-area:1/3] print:[grid-area:auto]">
          <Configuration tunnel={tunnel} now={now} />
          <Timeline seen={seen} />
          <RawTunnel tunnel={tunnel} />
          <p className="text-xs text-fg-3">
            {speaker === 'Cloudflare'
              ? 'Reported by Cloudflare.'
              : 'Simulated: reported by the sandbox, not by Cloudflare.'}
          </p>
        </div>
      </div>
    </main>
  )
}
