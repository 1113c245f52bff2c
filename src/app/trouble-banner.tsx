/** A failed read, on the page that needed it: what happened, what still works, what to do, and the next retry. */
import { notifyManager, type Query, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { Link } from 'wouter'
import { ApiError, isSignedOut } from './api.ts'
import { countdown, usePauseLeft } from './api-pause.ts'
import { focusPageHeading } from './page-heading.ts'
import { paths } from './paths.ts'
import { isGone } from './say-error.ts'
import { troubleOf } from './trouble.ts'
import { Banner } from './ui/banner.tsx'
import { Button, buttonLook } from './ui/button.tsx'
import { announce } from './ui/live-region.tsx'
import { RequestIdLine } from './ui/request-id.tsx'
import { Clock } from './ui/time.tsx'

interface TroubleBannerProps {
  error: Error
  /** When the page retries by itself, in milliseconds since the epoch; null when it does not. */
  retryAt?: number | null
  onRetry(): void
  /** True if the page's heading is already the title. */
  isUntitled?: boolean
  /** Content shown below the message despite the failure. */
  children?: ReactNode
}

const RECOVERED = 'Reading works again'

/** The request ID of a failed call, if it has one. */
export const RequestId = ({ error }: { error: Error }) => (
  <RequestIdLine id={error instanceof ApiError ? error.requestId : null} />
)

const hasFailed = ({ state }: Query): boolean => state.errorUpdatedAt > state.dataUpdatedAt

/**
 * Whether a failed read is being repeated, which may take as long as the time limit of a call. `useIsFetching` would be
 * part of the scripts that every page starts with.
 */
const useIsTrying = (): boolean => {
  const client = useQueryClient()
  const subscribe = useCallback(
    (listener: () => void) => client.getQueryCache().subscribe(notifyManager.batchCalls(listener)),
    [client],
  )
  return useSyncExternalStore(subscribe, () => client.isFetching({ predicate: hasFailed }) > 0)
}

const Again = ({ retryAt, pause }: { retryAt: number | null; pause: number }) => {
  const isTrying = useIsTrying()
  if (pause > 0) return <p className="tabular-nums">Calls are let through again in {countdown(pause)}.</p>
  if (isTrying) return <p>Trying again...</p>
  if (retryAt === null) return <p>This page does not try again by itself.</p>
  return (
    <p>
      This page tries again by itself at <Clock ms={retryAt} />.
    </p>
  )
}

/** Announces a failed read, and that it works again: the banner is removed while the page stays. */
const useSpokenTrouble = (title: string | null): void => {
  useEffect(() => (title === null ? undefined : announce(title)), [title])
  const isSpoken = title !== null
  useEffect(() => {
    if (!isSpoken) return
    const { pathname } = location
    return () => {
      if (location.pathname === pathname) announce(RECOVERED)
    }
  }, [isSpoken])
}

export const TroubleBanner = ({
  error,
  retryAt = null,
  onRetry,
  isUntitled = false,
  children,
}: TroubleBannerProps) => {
  const { title, happened, works, todo, canRetry } = troubleOf(error)
  const pause = usePauseLeft()
  const again = useRef<HTMLButtonElement>(null)
  // Before the button is removed, because nothing has the focus afterwards.
  useLayoutEffect(
    () => () => {
      if (document.activeElement === again.current) focusPageHeading()
    },
    [],
  )
  // The banner appears above what is being read or used, often by a poll. A heading is read because it gets the focus.
  useSpokenTrouble(isUntitled ? null : title)
  return (
    <Banner
      tone="error"
      title={isUntitled ? null : title}
      actions={
        <>
          {isSignedOut(error) && (
            <a href={paths.tunnels} target="_blank" rel="noreferrer" className={buttonLook('secondary')}>
              Sign in in a new tab
            </a>
          )}
          {isGone(error) && (
            <Link href={paths.tunnels} className={buttonLook('secondary')}>
              Back to the tunnels
            </Link>
          )}
          {canRetry ? (
            <Button
              ref={again}
              onClick={onRetry}
              disabledReason={pause > 0 ? 'The API accepts no calls until the countdown ends' : undefined}
            >
              Try again
            </Button>
          ) : (
            !(error instanceof ApiError) && <Button onClick={() => location.reload()}>Reload</Button>
          )}
        </>
      }
    >
      <div className="grid gap-1">
        <p>
          {happened} {works}
        </p>
        <p className="text-fg">{todo}</p>
        {children}
        {canRetry && <Again retryAt={retryAt} pause={pause} />}
        <RequestId error={error} />
      </div>
    </Banner>
  )
}
