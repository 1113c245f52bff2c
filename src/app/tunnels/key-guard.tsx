/**
 * Asks once before the user leaves a page whose key was neither copied nor saved, and then deletes the key. The
 * browser's Back cannot be prevented, so the URL changes first, and the page stays until the user has answered.
 */
import { type ComponentType, lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { type BrowserLocationHook, useBrowserLocation } from 'wouter/use-browser-location'
import { dropAllKeys, dropKeysExcept, subscribeKeys, unsavedKeyOf } from '../key-handover.ts'
import { paths } from '../paths.ts'
import type { KeyQuestionProps } from './key-question.tsx'

const loadQuestion = () => import('./key-question.tsx')

/** If the question cannot be loaded, the page with the key stays. */
const GoBack = ({ onBack }: { onBack(): void }) => {
  useEffect(onBack, [onBack])
  return null
}

const KeyQuestion = lazy<ComponentType<KeyQuestionProps>>(() =>
  loadQuestion().then(
    ({ KeyQuestion }) => ({ default: KeyQuestion }),
    () => ({ default: GoBack }),
  ),
)

/** The location for the router: it stays on the page of the key until the user has answered. */
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
    // Loaded while the page shows the key, so that the question is ready when it is needed.
    if (isAtRisk) loadQuestion().catch(() => {})
  }, [isAtRisk])
  return <Suspense>{wasLeft && <KeyQuestion onBack={goBack} onLeave={dropAllKeys} />}</Suspense>
}
