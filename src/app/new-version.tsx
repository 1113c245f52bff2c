/**
 * A strip that says the server runs a different build than this page. It loads with the page, because the files of
 * the page's build may no longer exist when it is needed.
 */
import RefreshCw from 'lucide-react/icons/refresh-cw'
import { useEffect, useSyncExternalStore } from 'react'
import { BUILD_ID } from '../contract/build.ts'
import { Button } from './ui/button.tsx'
import { createListeners } from './ui/listeners.ts'
import { announce } from './ui/live-region.tsx'

const NEWS = 'A new version of Tunneldesk is on the server.'

let isOutdated = false
const listeners = createListeners()

/** @param build the build that an answer came from; null if it did not come from our server */
export const noticeBuild = (build: string | null): void => {
  if (build === null || BUILD_ID === '' || isOutdated === (build !== BUILD_ID)) return
  isOutdated = !isOutdated
  listeners.tell()
}

export const isPageOutdated = (): boolean => isOutdated

export const NewVersionStrip = () => {
  const isShown = useSyncExternalStore(listeners.subscribe, () => isOutdated)
  useEffect(() => (isShown ? announce(NEWS) : undefined), [isShown])
  if (!isShown) return null
  return (
    <aside
      aria-label="New version"
      className="no-print flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line-strong bg-raised px-4 py-1.5 text-xs"
    >
      <RefreshCw aria-hidden="true" className="size-4 flex-none text-fg-2 max-sm:hidden" />
      <p className="min-w-0">
        <span className="font-medium">{NEWS}</span> Reload to use it. A form that you are filling in keeps
        what you typed, except keys.
      </p>
      <Button variant="fix" onClick={() => location.reload()} className="m-0!">
        Reload
      </Button>
    </aside>
  )
}
