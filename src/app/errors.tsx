/** Where an error that no page handled is shown: what happened, the request's id, and how to go on. */
import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { Component, type ReactNode } from 'react'
import { ApiError } from './api.ts'
import { Banner } from './ui/banner.tsx'
import { Button } from './ui/button.tsx'

interface CatcherProps {
  onRetry(): void
  children: ReactNode
}

class Catcher extends Component<CatcherProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    const retry = () => {
      this.props.onRetry()
      this.setState({ error: null })
    }
    return <ErrorPage error={error} onRetry={retry} />
  }
}

export const ErrorBoundary = ({ children }: { children: ReactNode }) => (
  <QueryErrorResetBoundary>
    {({ reset }) => <Catcher onRetry={reset}>{children}</Catcher>}
  </QueryErrorResetBoundary>
)

/** A sentence about a failed call, with what to do about it where that is known. */
export const sayError = (error: Error): string => {
  if (!(error instanceof ApiError)) return 'The page failed. Reload it; what you typed in a form is kept.'
  if (error.kind === 'offline')
    return 'The server cannot be reached. Is it running, and is this machine online?'
  return error.message
}

export const RequestId = ({ error }: { error: Error }) =>
  error instanceof ApiError && error.requestId ? (
    <p className="text-xs text-fg-3">
      Request <bdi dir="ltr">{error.requestId}</bdi>
    </p>
  ) : null

const ErrorPage = ({ error, onRetry }: { error: Error; onRetry(): void }) => (
  <main id="main" className="mx-auto max-w-2xl p-8">
    <title>Error - Tunneldesk</title>
    <h1 className="mb-4 text-xl font-semibold">This page could not be shown</h1>
    <Banner tone="error" title={sayError(error)} actions={<Button onClick={onRetry}>Try again</Button>}>
      <RequestId error={error} />
    </Banner>
  </main>
)
