/** A failed read on a page that has nothing else to show. */
import { usePageHeading } from './page-heading.ts'
import { troubleOf } from './trouble.ts'
import { TroubleBanner } from './trouble-banner.tsx'

interface TroublePageProps {
  error: Error
  /** When the page retries, in milliseconds since the epoch; null when it does not. */
  retryAt?: number | null
  onRetry(): void
}

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
