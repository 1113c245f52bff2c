/** Shows errors that no page handled. */
import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { Component, lazy, type ReactNode, Suspense, useEffect } from 'react'
import { useLocation } from 'wouter'

/** Shown when even the page that explains errors cannot be loaded. */
const PlainPage = () => (
  <main id="main" className="mx-auto max-w-2xl p-4 sm:p-8">
    <h1 className="mb-4 text-xl font-semibold">This page failed</h1>
    <p>Check that this machine is online, then reload the page. A form keeps what you typed, except keys.</p>
  </main>
)

const loadTrouble = () => import('./trouble-page.tsx')
const TroublePage = lazy(() =>
  loadTrouble().then(
    ({ TroublePage }) => ({ default: TroublePage }),
    () => ({ default: PlainPage }),
  ),
)

interface CatcherProps {
  /** Path of the current page: leaving the page clears its error. */
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
    if (!error) return this.props.children
    return (
      <Suspense>
        <TroublePage error={error} onRetry={this.retry} />
      </Suspense>
    )
  }
}

export const ErrorBoundary = ({ children }: { children: ReactNode }) => {
  const [location] = useLocation()
  useEffect(() => {
    // Loaded early, because the server may be unreachable when an error occurs. Showing an error tries again.
    loadTrouble().catch(() => {})
  }, [])
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
