/** Where an error that no page handled is shown. */
import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { Component, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { ApiError } from './api.ts'
import { usePageHeading } from './page-heading.ts'
import { troubleOf } from './trouble.ts'
import { TroubleBanner } from './trouble-banner.tsx'

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
    return error ? <TroublePage error={error} onRetry={this.retry} /> : this.props.children
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

/** The API has no such tunnel, or has it no more. */
export const isGone = (error: Error | null): boolean => error instanceof ApiError && error.status === 404

interface TroublePageProps {
  error: Error
  /** When the page asks again by itself, in milliseconds since the epoch; null when it does not. */
  retryAt?: number | null
  onRetry(): void
}

/** In place of a page that has nothing else to show. */
export const TroublePage = ({ error, retryAt = null, onRetry }: TroublePageProps) => {
  const heading = usePageHeading()
  const { title } = troubleOf(error)
  return (
    <main id="main" className="mx-auto max-w-2xl p-4 sm:p-8">
      <title>{`${title} - Tunneldesk`}</title>
      <h1 ref={heading} tabIndex={-1} className="mb-4 w-fit text-xl font-semibold">
        {title}
      </h1>
      <TroubleBanner error={error} retryAt={retryAt} onRetry={onRetry} isUntitled />
    </main>
  )
}
