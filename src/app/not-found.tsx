import { Link } from 'wouter'
import { usePageHeading } from './page-heading.ts'
import { paths } from './paths.ts'
import { buttonLook } from './ui/button.tsx'

export const NotFound = () => (
  <main id="main" className="mx-auto max-w-2xl p-4 sm:p-8">
    <title>Not found - Tunneldesk</title>
    <h1 ref={usePageHeading()} tabIndex={-1} className="mb-2 text-xl font-semibold">
      There is nothing at this address
    </h1>
    <p className="text-fg-2">The link may be old, or a part of it is missing.</p>
    <p className="mt-4 flex flex-wrap gap-2">
      <Link href={paths.tunnels} className={buttonLook('secondary')}>
        Back to the tunnels
      </Link>
      <Link href={paths.routes} className={buttonLook('secondary')}>
        Static routes
      </Link>
    </p>
  </main>
)
