/**
 * A strip that asks for a reload: the server runs a different build than this page, or the code of a part did not
 * arrive. It loads with the page, because the files of the page's build may no longer exist when it is needed.
 */
import RefreshCw from 'lucide-react/icons/refresh-cw'
import { useEffect, useSyncExternalStore } from 'react'
import { BUILD_ID } from '../contract/build.ts'
import { Button } from './ui/button.tsx'
import { isPartMissing, reloadReasons } from './ui/lazy-part.ts'
import { announce } from './ui/live-region.tsx'

const NEWS = 'A new version of Tunneldesk is on the server.'
const MISSING = 'A part of this page did not load.'

let isOutdated = false

/** @param build the build that an answer came from; null if it did not come from our server */
export const noticeBuild = (build: string | null): void => {
  if (build === null || BUILD_ID === '' || isOutdated === (build !== BUILD_ID)) return
  isOutdated = !isOutdated
  reloadReasons.tell()
}

export const isPageOutdated = (): boolean => isOutdated

export const NewVersionStrip = () => {
  const news = useSyncExternalStore(reloadReasons.subscribe, () =>
    isOutdated ? NEWS : isPartMissing() && MISSING,
  )
  useEffect(() => (news ? announce(news) : undefined), [news])
  if (!news) return null
  return (
    <aside
      aria-label={news}
      className="no-print flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line-strong bg-raised px-4 py-1.5 text-xs"
    >
      <RefreshCw aria-hidden="true" className="size-4 flex-none text-fg-2 max-sm:hidden" />
      <p className="min-w-0">
        <span className="font-medium">{news}</span> Reload to use it. A form keeps what you typed, except
        keys.
      </p>
      <Button variant="fix" onClick={() => location.reload()} className="m-0!">
        Reload
      </Button>
    </aside>
  )
}
