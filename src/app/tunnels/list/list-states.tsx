/**
 * Messages instead of an empty list, or above an incomplete one. Loaded after the page is drawn, so that they are
 * available when the server no longer is.
 */
import { isolated } from '../../../contract/characters.ts'
import { countedOf, grouped } from '../../counted.ts'
import { focusPageHeading } from '../../page-heading.ts'
import { isPageOfList } from '../../queries.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { CreateLink } from './create-link.tsx'

const BOX = 'grid justify-items-start gap-1 rounded-card border border-line bg-surface p-7'

export const Empty = () => (
  <div className={BOX}>
    <h2 className="text-lg font-semibold">No tunnels yet</h2>
    <p className="text-fg-2">Have these ready before you create the first one:</p>
    <ul className="mt-2 mb-4 grid list-disc gap-1 pl-5 text-fg-2">
      <li>the Cloudflare endpoint, an anycast IP (Cloudflare dashboard, Address space, Leased IPs)</li>
      <li>the public IP of your router</li>
      <li>for BGP, the ASN your router uses</li>
    </ul>
    <CreateLink />
  </div>
)

interface NoMatchProps {
  q: string
  /** Whether anything but the search hides tunnels. */
  hasFilters: boolean
  total: number
  onClear(): void
}

export const NoMatch = ({ q, hasFilters, total, onClear }: NoMatchProps) => (
  <div className={BOX}>
    <h2 className="text-lg font-semibold">No tunnels match</h2>
    <p className="text-fg-2 [overflow-wrap:anywhere]">
      {q.trim() === '' ? (
        'The filters hide'
      ) : hasFilters ? (
        <>“{isolated(q.trim())}” and the filters hide</>
      ) : (
        <>“{isolated(q.trim())}” hides</>
      )}{' '}
      all {grouped(total)} tunnels of this account. A complete address finds what contains it; the beginning
      of one finds what starts with it.
    </p>
    <Button
      onClick={() => {
        onClear()
        focusPageHeading()
      }}
      className="mt-3"
    >
      Clear filters
    </Button>
  </div>
)

interface PartialBannerProps {
  /** Tunnels with BGP that have no report. */
  missing: number
  of: number
  /** All tunnels that the API sent. */
  shown: number
}

/** Shown when the API leaves BGP sessions out of its answer, or sends one page of several, which is not documented. */
export const PartialBanner = ({ missing, of, shown }: PartialBannerProps) => (
  <div className="mb-4 grid gap-2">
    {isPageOfList() && (
      <Banner tone="warning" title={`The API sent only ${grouped(shown)} tunnels of this account`}>
        Its answer says that there are more pages, and this program does not read them. A tunnel that is not
        below may still exist: look in the Cloudflare dashboard.
      </Banner>
    )}
    {missing > 0 && (
      <Banner
        tone="warning"
        title={`The API reports no usable BGP state for ${countedOf(missing, of)} tunnels with BGP`}
      >
        Their configuration below is complete and can be changed; whether they are up is unknown. Look at the
        routers, or at tunnel health in the Cloudflare dashboard. This page refreshes automatically.
      </Banner>
    )}
  </div>
)
