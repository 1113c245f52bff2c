/** Stands for a page that is on its way, in its shape and with its heading, which takes the focus from what is gone. */
import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { focusIfLost } from './page-heading.ts'
import { paths } from './paths.ts'
import { FormShape, ListShape, TunnelShape } from './ui/skeleton.tsx'

const pageAt = (location: string) => {
  if (location.startsWith(paths.newTunnel(''))) return { title: 'New tunnel', shape: <FormShape /> }
  if (!location.startsWith(paths.tunnel(''))) return { title: 'Tunnels', shape: <ListShape /> }
  return location.includes('/edit/')
    ? { title: 'Edit tunnel', shape: <FormShape /> }
    : { title: 'Tunnel', shape: <TunnelShape /> }
}

export const PageSkeleton = () => {
  const [location] = useLocation()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    focusIfLost(heading.current)
  }, [])
  const { title, shape } = pageAt(location)
  return (
    <main id="main" aria-busy="true" className="mx-auto max-w-[160rem] px-4 pt-5 pb-12 sm:px-8 sm:pt-7">
      <h1 ref={heading} tabIndex={-1} className="w-fit text-xl font-semibold">
        {title}
        <span className="sr-only">, loading</span>
      </h1>
      <div className="animate-late mt-5" aria-hidden="true">
        {shape}
      </div>
    </main>
  )
}
