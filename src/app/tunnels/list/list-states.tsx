/** What stands in the list's place, or above it, when there is nothing to show or it cannot be relied on. */
import { Plus } from 'lucide-react'
import { Link } from 'wouter'
import { isSignedOut } from '../../api.ts'
import { RequestId } from '../../errors.tsx'
import { paths } from '../../paths.ts'
import { troubleOf } from '../../trouble.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, buttonLook } from '../../ui/button.tsx'
import { agoOf } from '../../ui/time.tsx'
import { useWriteRefusal } from '../../use-write-refusal.ts'

const BOX = 'grid justify-items-start gap-1 rounded-card border border-line bg-surface p-7'

export const CreateLink = () => {
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
    <Link href={paths.newTunnel('basics')} className={buttonLook('primary')}>
      {label}
    </Link>
  )
}

export const Empty = () => (
  <div className={BOX}>
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

export const NoMatch = ({ q, total, onClear }: { q: string; total: number; onClear(): void }) => (
  <div className={BOX}>
    <h2 className="text-lg font-semibold">No tunnels match</h2>
    <p className="text-fg-2 [overflow-wrap:anywhere]">
      {q.trim() === '' ? 'The filters' : <>“{q.trim()}” and the filters</>} hide all {total} tunnels of this
      account. A whole address finds what holds it; the beginning of one finds what starts like it.
    </p>
    <Button onClick={onClear} className="mt-3">
      Clear filters
    </Button>
  </div>
)

interface TroubleProps {
  error: Error
  /** When the answer shown below came, in milliseconds; null when there is none. */
  fetchedAt: number | null
  now: number
  onRetry(): void
}

export const TroubleBanner = ({ error, fetchedAt, now, onRetry }: TroubleProps) => {
  const { title, happened, todo, canRetry } = troubleOf(error)
  return (
    <Banner
      tone="error"
      title={title}
      actions={
        <>
          {isSignedOut(error) && (
            <a href={paths.tunnels} target="_blank" rel="noreferrer" className={buttonLook('secondary')}>
              Sign in in a new tab
            </a>
          )}
          {canRetry && <Button onClick={onRetry}>Try again</Button>}
        </>
      }
    >
      <p>{happened}</p>
      <p className="mt-1 text-fg">{todo}</p>
      {fetchedAt !== null && (
        <p className="mt-1">The list could not be refreshed. What you see is from {agoOf(fetchedAt, now)}.</p>
      )}
      <RequestId error={error} />
    </Banner>
  )
}

/** For sessions that the API leaves out of its answer. */
export const PartialBanner = ({ missing, of }: { missing: number; of: number }) => (
  <Banner
    tone="warning"
    title={`The API reports no usable BGP state for ${missing} of ${of} tunnels with BGP`}
  >
    Their configuration below is complete and can be changed; whether they are up is not known. Look at the
    routers, or at tunnel health in the Cloudflare dashboard. This page asks again by itself.
  </Banner>
)

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

export const ListSkeleton = () => (
  <div className="animate-late" aria-hidden="true">
    <div className="mb-4 flex gap-2">
      <div className="h-9 w-full rounded-control bg-raised sm:w-80" />
      <div className="hidden h-9 w-96 rounded-control bg-raised sm:block" />
    </div>
    <div className="rounded-card border border-line bg-surface">
      <div className="h-9" />
      {ROWS.map((row) => (
        <div
          key={row}
          className="flex h-32 items-center gap-8 border-t border-line px-4 min-[68.75rem]:h-11 *:h-4 *:rounded-chip *:bg-raised"
        >
          <div className="w-32" />
          <div className="w-40" />
          <div className="hidden w-28 sm:block" />
          <div className="hidden w-28 lg:block" />
        </div>
      ))}
    </div>
  </div>
)
