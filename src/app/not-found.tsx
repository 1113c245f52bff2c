import { Link } from 'wouter'
import { usePageHeading } from './page-heading.ts'
import { paths } from './paths.ts'

export const NotFound = () => (
  <main id="main" className="mx-auto max-w-2xl p-8">
    <title>Not found - Tunneldesk</title>
    <h1 ref={usePageHeading()} tabIndex={-1} className="mb-2 text-xl font-semibold">
      There is nothing at this address
    </h1>
    <Link href={paths.tunnels}>Back to the tunnels</Link>
  </main>
)
