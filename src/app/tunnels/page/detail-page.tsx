/** One tunnel: its new key, its state, the router's settings, and its configuration. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { isolated } from '../../../contract/characters.ts'
import type { FieldName } from '../../../contract/fields/table.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { RouterSection } from '../../handoff/router-section.tsx'
import { HealthSection } from '../../health/health-section.tsx'
import { heldKey, subscribeKeys } from '../../key-handover.ts'
import { usePageHeading } from '../../page-heading.ts'
import { PageSkeleton } from '../../page-skeleton.tsx'
import { isGone } from '../../say-error.ts'
import { RouterDock } from '../../simulation/only-in-sandbox.tsx'
import { savedHere } from '../../state/saved-state.ts'
import { TroubleBanner } from '../../trouble-banner.tsx'
import { TroublePage } from '../../trouble-page.tsx'
import { announce } from '../../ui/live-region.tsx'
import { loadedLater } from '../../ui/loaded-later.tsx'
import { Ago } from '../../ui/time.tsx'
import { useMode } from '../../use-speaker.tsx'
import { TunnelDialogs } from '../dialogs/tunnel-dialogs.tsx'
import { KeyPanel } from '../key-panel.tsx'
import { hadDescription, useLastLook } from '../last-look.ts'
import { Configuration } from './configuration.tsx'
import { GenerateKey } from './generate-key.tsx'
import { RawTunnel } from './raw-tunnel.tsx'
import { SinceLastLookNote } from './since-last-look.tsx'
import { StatusCard } from './status-card.tsx'
import { Timeline } from './timeline.tsx'
import { TunnelButtons } from './tunnel-buttons.tsx'
import { TunnelSkeleton } from './tunnel-skeleton.tsx'
import { type TunnelQuery, useTunnel, useWatched } from './watched-tunnel.ts'
import { Worksheet } from './worksheet.tsx'

const RoutesSection = loadedLater(
  'The static routes',
  async () => (await import('../../routes/routes-section.tsx')).RoutesSection,
)

/** A description of more characters is cut on the screen, so that the state below stays in view. */
const LONG = 500

/** The two columns of a wide window. */
const COLUMN = 'min-w-0 min-[110rem]:w-[calc(50%-1rem)]'
const LEFT = `${COLUMN} min-[110rem]:float-left min-[110rem]:clear-left`
const RIGHT = `${COLUMN} min-[110rem]:float-right min-[110rem]:clear-right`

const NOTHING_SAVED: readonly FieldName[] = []

const SavedNote = loadedLater('What was saved', async () => (await import('./saved-note.tsx')).SavedNote)

/** Set in the history entry by the form's navigation. */
const wasJustCreated = (): boolean => history.state?.created === true

export const DetailPage = ({ id }: { id: string }) => {
  const query = useTunnel(id)
  const { data, error, retryAt, refetch } = query
  if (data) return <TunnelPage tunnel={data} query={query} />
  return error ? (
    <TroublePage error={error} retryAt={retryAt} onRetry={() => refetch()} />
  ) : (
    <PageSkeleton>
      <TunnelSkeleton hasDescription={hadDescription(id)} />
    </PageSkeleton>
  )
}

const TunnelPage = ({ tunnel, query }: { tunnel: Tunnel; query: TunnelQuery }) => {
  const { error, retryAt, dataUpdatedAt, refetch } = query
  const { now, state, probes, isHealthPending, seen, isStale } = useWatched(tunnel, query)
  const { id } = tunnel
  const psk = useSyncExternalStore(subscribeKeys, () => heldKey(id))
  const mode = useMode()
  const [isNew] = useState(wasJustCreated)
  const [saved] = useState(() => savedHere())
  const lastLook = useLastLook(
    { tunnel, at: dataUpdatedAt, state: seen[0]?.title },
    saved?.fields ?? NOTHING_SAVED,
  )
  const heading = usePageHeading()

  // Once for each change: the sentence also has the age of the probes, which changes every minute.
  const told = useRef(1)
  useEffect(() => {
    if (seen.length > told.current) announce(`${isolated(tunnel.name)}: ${state.title}. ${state.sentence}`)
    told.current = Math.max(1, seen.length)
  }, [seen.length, tunnel.name, state.title, state.sentence])

  return (
    <>
      <main id="main" className="max-w-[160rem] px-4 pt-5 pb-12 sm:px-8 sm:pt-7 print:p-0">
        <title>{`${isolated(tunnel.name)}${isNew ? ' created' : ''} - Tunneldesk`}</title>
        <h1 ref={heading} tabIndex={-1} className="w-fit text-xl font-semibold [overflow-wrap:anywhere]">
          {/* A name may contain characters that change the direction of the following text. */}
          <span dir="auto">{tunnel.name}</span>
          {isNew && ' created'}
        </h1>
        <TunnelDialogs tunnel={tunnel} />
        {tunnel.description && (
          <p
            className={`mt-1 text-fg-2 [overflow-wrap:anywhere] ${tunnel.description.length > LONG ? 'line-clamp-4' : ''}`}
          >
            {tunnel.description}
          </p>
        )}
        <TunnelButtons tunnel={tunnel} state={state} />
        {/*
         * The configuration is beside the rest where there is room, and above the router's files, which are long, where
         * there is none. In a wide window the rest is two columns. They are floats, so that each card follows the one
         * above it in its column, whatever the height of the other column.
         */}
        <div className="mt-5 grid grid-cols-[minmax(0,1fr)] items-start gap-x-8 gap-y-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr] min-[110rem]:grid-cols-[minmax(0,2.6fr)_minmax(24rem,1fr)] print:grid-cols-2 print:grid-rows-[auto_auto_auto_1fr] print:gap-x-4 print:gap-y-3">
          <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-5 min-[110rem]:-mb-5 min-[110rem]:block min-[110rem]:*:mb-5 print:contents">
            <div className={`grid grid-cols-[minmax(0,1fr)] gap-5 ${LEFT}`}>
              {error && (
                <TroubleBanner error={error} retryAt={retryAt} onRetry={() => refetch()}>
                  <p>
                    {!isGone(error) && 'The state could not be refreshed. '}What you see is the last answer,
                    from <Ago ms={dataUpdatedAt} now={now} />.
                  </p>
                </TroubleBanner>
              )}
              {saved && <SavedNote saved={saved} kind={state.kind} />}
              <SinceLastLookNote {...lastLook} />
              {psk !== undefined && <KeyPanel tunnelId={id} tunnelName={tunnel.name} psk={psk} />}
              <StatusCard
                tunnel={tunnel}
                state={state}
                probes={probes}
                isHealthPending={isHealthPending}
                now={now}
                isStale={isStale}
                query={query}
                isKeyShown={psk !== undefined}
                action={state.kind === 'no_key' && <GenerateKey tunnelId={id} />}
              />
            </div>
            <div className={`${RIGHT} print:[grid-area:1/2/span_2]`}>
              <Worksheet tunnel={tunnel} />
            </div>
            <div className={`${LEFT} print:hidden`}>
              <HealthSection tunnel={tunnel} isTroubled={error !== null} />
            </div>
            <div className={`min-h-40 ${RIGHT} print:min-h-0 print:[grid-area:3/2]`}>
              <RoutesSection tunnel={tunnel} />
            </div>
          </div>
          <div className="grid min-w-0 gap-6 lg:[grid-area:1/2/span_2] print:contents">
            <div className="print:[grid-area:2/1/span_3]">
              <Configuration tunnel={tunnel} now={now} changes={lastLook.changes} />
            </div>
            <div className="grid min-w-0 gap-6 print:gap-2 print:[grid-area:4/2]">
              <Timeline seen={seen} last={lastLook.last} />
              <RawTunnel tunnel={tunnel} />
              <p className="text-xs text-fg-3">
                {mode === 'live'
                  ? 'Reported by Cloudflare.'
                  : 'Simulated: reported by the sandbox, not by Cloudflare.'}
              </p>
            </div>
          </div>
          <RouterSection tunnel={tunnel} psk={psk} />
        </div>
      </main>
      {/* After the real content, also in the tab order. */}
      <RouterDock tunnel={tunnel} state={state} isStale={isStale} />
    </>
  )
}
