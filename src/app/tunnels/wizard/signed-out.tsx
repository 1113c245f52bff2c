/** Says at the top of the form that the user is signed out. Typed values stay; the user signs in in another tab. */
import { useQuery } from '@tanstack/react-query'
import { isSignedOut } from '../../api.ts'
import { paths } from '../../paths.ts'
import { metaQuery } from '../../queries.ts'
import { sayError } from '../../say-error.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'

export const SignedOut = () => {
  const { error, refetch } = useQuery(metaQuery)
  if (!error || !isSignedOut(error)) return null
  return (
    <div className="mb-5">
      <Banner
        tone="error"
        title={sayError(error)}
        actions={
          <>
            <a href={paths.tunnels} target="_blank" rel="noreferrer">
              Open a new tab to sign in
            </a>
            <Button onClick={() => refetch()}>Try again</Button>
          </>
        }
      >
        Nothing you typed is lost: sign in elsewhere, then continue here.
      </Banner>
    </div>
  )
}
