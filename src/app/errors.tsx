/** Where an error that no page handled is shown: what happened, the request's id, and how to go on. */
import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { Component, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { ApiError } from './api.ts'
import { usePageHeading } from './page-heading.ts'
import { paths } from './paths.ts'
import { Banner } from './ui/banner.tsx'
import { Button } from './ui/button.tsx'
import { RequestIdLine } from './ui/request-id.tsx'

interface CatcherProps {
  /** Where the app is: an error is left behind with its page. */
  location: string
  onRetry(): void
  children: ReactNode
}

class Catcher extends Component<CatcherProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override componentDidUpdate(before: CatcherProps) {
    if (this.state.error && before.location !== this.props.location) this.retry()
  }

  private retry = () => {
    this.props.onRetry()
    this.setState({ error: null })
  }

  override render() {
    const { error } = this.state
    return error ? <ErrorPage error={error} onRetry={this.retry} /> : this.props.children
  }
}

export const ErrorBoundary = ({ children }: { children: ReactNode }) => {
  const [location] = useLocation()
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <Catcher location={location} onRetry={reset}>
          {children}
        </Catcher>
      )}
    </QueryErrorResetBoundary>
  )
}

/** A sentence about a failed call, with what to do about it where that is known. */
export const sayError = (error: Error): string => {
  if (!(error instanceof ApiError)) return 'The page failed. Reload it; what you typed in a form is kept.'
  if (error.kind === 'offline')
    return 'The server cannot be reached. Is it running, and is this machine online?'
  return error.message
}

/** The request ID of a failed call, where it has one. */
export const RequestId = ({ error }: { error: Error }) => (
  <RequestIdLine id={error instanceof ApiError ? error.requestId : null} />
)

/** The API has no such tunnel, or has it no more. */
export const isGone = (error: Error | null): boolean => error instanceof ApiError && error.status === 404

const ErrorPage = ({ error, onRetry }: { error: Error; onRetry(): void }) => {
  const heading = usePageHeading()
  const title = isGone(error) ? 'This tunnel no longer exists' : 'This page could not be shown'
  return (
    <main id="main" className="mx-auto max-w-2xl p-8">
      <title>{`${title} - Tunneldesk`}</title>
      <h1 ref={heading} tabIndex={-1} className="mb-4 text-xl font-semibold">
        {title}
      </h1>
      {isGone(error) ? (
        <div className="grid gap-2 text-fg-2">
          <p>It was deleted, or the address is of another account's tunnel.</p>
          <Link href={paths.tunnels}>Back to the tunnels</Link>
          <RequestId error={error} />
        </div>
      ) : (
        <Banner
          tone="error"
          title={sayError(error)}
          actions={
            error instanceof ApiError ? (
              <Button onClick={onRetry}>Try again</Button>
            ) : (
              // Code that did not load, perhaps because a newer version stands on the server, loads only after a reload.
              <Button onClick={() => location.reload()}>Reload</Button>
            )
          }
        >
          <RequestId error={error} />
        </Banner>
      )}
    </main>
  )
}
