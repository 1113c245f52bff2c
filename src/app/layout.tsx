/** The bar above every page: breadcrumb, mode, user, and the remaining API budget. */
import { useQuery } from '@tanstack/react-query'
import Contrast from 'lucide-react/icons/contrast'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import type { Meta } from '../contract/meta.ts'
import { countdown, usePauseLeft } from './api-pause.ts'
import { Keyboard } from './keyboard/keyboard.tsx'
import { NewVersionStrip } from './new-version.tsx'
import { paths } from './paths.ts'
import { metaQuery, tunnelQuery } from './queries.ts'
import { FaultStrip, SandboxMenu } from './simulation/only-in-sandbox.tsx'
import { KeyGuard } from './tunnels/key-guard.tsx'
import { Button } from './ui/button.tsx'
import { LiveRegion } from './ui/live-region.tsx'
import { Tag } from './ui/tag.tsx'
import { toggleTheme } from './ui/toggle-theme.ts'

const Mark = () => (
  <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 fill-none stroke-current stroke-[1.5]">
    <circle cx="3" cy="3.75" r="1.75" className="fill-current" />
    <circle cx="13" cy="3.75" r="1.75" />
    <path d="M3 5.5V9a4 4 0 0 0 4 4h2a4 4 0 0 0 4-4V5.5" />
  </svg>
)

const Slash = () => (
  <span aria-hidden="true" className="h-3.5 w-px rotate-[18deg] bg-line-strong max-[22rem]:hidden" />
)

const here = (location: string): string | null => {
  if (location.startsWith(paths.newTunnel(''))) return 'New tunnel'
  return location.startsWith(paths.tunnel('')) ? 'Tunnel' : null
}

/** The name of the tunnel whose page this is, once the page has read it. The breadcrumb makes no call itself. */
const useTunnelName = (location: string): string | undefined => {
  const id = location.startsWith(paths.tunnel(''))
    ? location.slice(paths.tunnel('').length).split('/')[0]
    : ''
  return useQuery({ ...tunnelQuery(id ?? ''), enabled: false }).data?.name
}

/** A link to one of the two list pages. They are side by side, because neither is a parent of the other. */
const Top = ({ path, isCurrent, children }: { path: string; isCurrent: boolean; children: string }) =>
  isCurrent ? (
    <span aria-current="page" className="font-medium text-fg">
      {children}
    </span>
  ) : (
    <Link href={path} className="text-fg-2 no-underline hover:text-fg">
      {children}
    </Link>
  )

const Crumbs = () => {
  const [location] = useLocation()
  const name = useTunnelName(location)
  const kind = here(location)
  const page = kind === 'Tunnel' ? (name ?? kind) : kind
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-3 whitespace-nowrap text-fg-2">
        <li>
          <Link
            href={paths.tunnels}
            className="flex items-center gap-2 text-base font-semibold text-fg no-underline hover:no-underline"
          >
            <Mark />
            {/* On a phone there is space only for the logo. */}
            <span className="max-[30rem]:sr-only">Tunneldesk</span>
          </Link>
        </li>
        <li className={page ? 'hidden items-center gap-3 sm:flex' : 'flex items-center gap-3'}>
          <Slash />
          <Top path={paths.tunnels} isCurrent={location === paths.tunnels}>
            Tunnels
          </Top>
          {!page && (
            <Top path={paths.routes} isCurrent={location === paths.routes}>
              Routes
            </Top>
          )}
        </li>
        {page && (
          <li className="flex min-w-0 items-center gap-3">
            <Slash />
            <span aria-current="page" dir="auto" className="truncate font-medium text-fg">
              {page}
            </span>
          </li>
        )}
      </ol>
    </nav>
  )
}

const Budget = ({ budget }: { budget: Meta['budget'] }) => {
  const left = usePauseLeft()
  if (left > 0) {
    return (
      <span
        className="text-xs whitespace-nowrap text-warning tabular-nums"
        title="The API's rate limit is reached. Calls are possible again after the countdown"
      >
        <span className="max-[24rem]:sr-only">API </span>
        <span className="max-sm:sr-only">paused </span>
        {countdown(left)}
      </span>
    )
  }
  const percent = budget.limit > 0 ? Math.round((100 * budget.remaining) / budget.limit) : 100
  return (
    <span
      className="hidden text-xs whitespace-nowrap text-fg-2 lg:inline"
      title={`${budget.remaining} of ${budget.limit} API calls left in this five-minute window`}
    >
      API {percent}%
    </span>
  )
}

const Status = () => {
  const { data } = useQuery(metaQuery)
  if (!data) return null
  return (
    <>
      <SandboxMenu />
      {data.read_only && <Tag line>Read-only</Tag>}
      {data.mode === 'live' && (
        <span className="hidden max-w-60 truncate text-xs text-fg-2 sm:inline">
          {data.identity.name}, {data.identity.role}
        </span>
      )}
      <Budget budget={data.budget} />
    </>
  )
}

export const Layout = ({ children }: { children: ReactNode }) => (
  <>
    <a
      href="#main"
      className="fixed top-2 left-2 z-9 rounded-control bg-primary px-3 py-2 text-on-primary not-focus:-translate-y-16"
    >
      Skip to content
    </a>
    <header className="no-print sticky top-0 z-5 flex h-(--bar) items-center gap-3 border-b border-line bg-canvas px-4 short:static">
      <Crumbs />
      <div className="ml-auto flex flex-none items-center gap-2">
        <Status />
        <Button variant="icon" onClick={toggleTheme} aria-label="Switch between light and dark">
          <Contrast aria-hidden="true" className="size-4" />
        </Button>
      </div>
    </header>
    <NewVersionStrip />
    <FaultStrip />
    {children}
    <KeyGuard />
    <Keyboard />
    <LiveRegion />
  </>
)
