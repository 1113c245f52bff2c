/**
 * Asks once before a page is left whose key was neither copied nor saved; drops keys that were left behind. The
 * browser's Back cannot be held up, so the address changes first, and the page stays until the answer.
 */
import { useEffect, useSyncExternalStore } from 'react'
import { type BrowserLocationHook, useBrowserLocation } from 'wouter/use-browser-location'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { dropAllKeys, dropKeysExcept, subscribeKeys, unsavedKeyOf } from './key-handover.ts'

/** For the router: the page that stands on the screen, which is the key's until that is settled. */
export const useGuardedLocation: BrowserLocationHook = (options) => {
  const [location, navigate] = useBrowserLocation(options)
  const unsaved = useSyncExternalStore(subscribeKeys, unsavedKeyOf)
  return [unsaved === null ? location : paths.tunnel(unsaved), navigate]
}

export const KeyGuard = () => {
  const [location, navigate] = useBrowserLocation()
  const unsaved = useSyncExternalStore(subscribeKeys, unsavedKeyOf)
  const wasLeft = unsaved !== null && location !== paths.tunnel(unsaved)

  useEffect(() => {
    dropKeysExcept((id, isSaved) => location === paths.tunnel(id) || !isSaved)
  }, [location])

  const goBack = () => {
    if (wasLeft) navigate(paths.tunnel(unsaved))
  }
  return (
    // Escape loses nothing: it leads back to the key.
    <Dialog title="The key was not copied" open={wasLeft} onClose={goBack}>
      <p className="text-fg-2">
        It is shown only once. Go back to copy or download it, or leave it: a new one can be generated later,
        and the router must then be given the new one.
      </p>
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button onClick={dropAllKeys}>Leave without it</Button>
        <Button variant="primary" onClick={goBack}>
          Back to the key
        </Button>
      </div>
    </Dialog>
  )
}
