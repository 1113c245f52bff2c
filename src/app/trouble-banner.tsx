/** A failed read, on the page that needed it: what happened, what still works, what to do, and the next retry. */
import { type ReactNode, useEffect } from 'react'
import { Link } from 'wouter'
import { ApiError, isSignedOut } from './api.ts'
import { countdown, usePauseLeft } from './api-pause.ts'
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
  /** When the page retries, in milliseconds since the epoch; null when it does not. */
  retryAt?: number | null
  onRetry(): void
  /** True if the page's heading is already the title. */
  isUntitled?: boolean
  /** Content shown below the message despite the failure. */
  children?: ReactNode
}

/** The request ID of a failed call, if it has one. */
export const RequestId = ({ error }: { error: Error }) => (
  <RequestIdLine id={error instanceof ApiError ? error.requestId : null} />
)

const Again = ({ retryAt, pause }: { retryAt: number | null; pause: number }) => {
  if (pause > 0) return <p className="tabular-nums">Calls are let through again in {countdown(pause)}.</p>
  if (retryAt === null) return null
  return (
    <p>
      This page tries again by itself at <Clock ms={retryAt} />.
    </p>
  )
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
  // The banner appears above what is being read or used, often by a poll. A heading is read because it gets the focus.
  useEffect(() => (isUntitled ? undefined : announce(title)), [isUntitled, title])
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
