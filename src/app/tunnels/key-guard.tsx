/**
 * Asks once before a page is left whose key was neither copied nor saved; drops keys that were left behind. The
 * browser's Back cannot be stopped, so the address changes first, and the page stays until the answer.
 */
import { type ComponentType, lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { type BrowserLocationHook, useBrowserLocation } from 'wouter/use-browser-location'
import { paths } from '../paths.ts'
import { dropAllKeys, dropKeysExcept, subscribeKeys, unsavedKeyOf } from './key-handover.ts'
import type { KeyQuestionProps } from './key-question.tsx'

const loadQuestion = () => import('./key-question.tsx')

/** Without the question nothing is left: the key stays on the screen. */
const StraightBack = ({ onBack }: { onBack(): void }) => {
  useEffect(onBack, [onBack])
  return null
}

const KeyQuestion = lazy<ComponentType<KeyQuestionProps>>(() =>
  loadQuestion().then(
    ({ KeyQuestion }) => ({ default: KeyQuestion }),
    () => ({ default: StraightBack }),
  ),
)

/** For the router: the page that is on the screen, which is the key's until that is settled. */
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
  const isAtRisk = unsaved !== null
  useEffect(() => {
    // While the key is on the screen, so that the question is here when it is needed.
    if (isAtRisk) loadQuestion().catch(() => {})
  }, [isAtRisk])
  return <Suspense>{wasLeft && <KeyQuestion onBack={goBack} onLeave={dropAllKeys} />}</Suspense>
}
