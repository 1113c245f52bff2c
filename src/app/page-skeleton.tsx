/** Placeholder for a page that is loading. Its heading receives the focus if the focused element was removed. */
import { type ReactNode, useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { focusIfLost } from './page-heading.ts'
import { paths } from './paths.ts'
import { Lines } from './ui/skeleton.tsx'

const titleOf = (location: string): string => {
  if (location.startsWith(paths.newTunnel(''))) return 'New tunnel'
  if (location === paths.routes) return 'Routes'
  if (location.includes('/edit/')) return 'Edit tunnel'
  return location.startsWith(paths.tunnel('')) ? 'Tunnel' : 'Tunnels'
}

/** @param children the placeholder of this page, if it has its own */
export const PageSkeleton = ({ children = <Lines count={8} className="" /> }: { children?: ReactNode }) => {
  const [location] = useLocation()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => focusIfLost(heading.current), [])
  return (
    <main id="main" aria-busy="true" className="mx-auto max-w-[160rem] px-4 pt-5 pb-12 sm:px-8 sm:pt-7">
      <h1 ref={heading} tabIndex={-1} className="w-fit text-xl font-semibold">
        {titleOf(location)}
        <span className="sr-only">, loading</span>
      </h1>
      <div className="animate-late mt-5" aria-hidden="true">
        {children}
      </div>
    </main>
  )
}
