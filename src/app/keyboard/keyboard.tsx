/** The command palette and the list of shortcuts, on every page; each loads when it first opens. */
import { Suspense, useEffect, useState } from 'react'
import { useShortcuts } from '../shortcuts.ts'
import { lazyPart } from '../ui/lazy-part.ts'

const Palette = lazyPart(async () => (await import('./palette.tsx')).Palette)
const Help = lazyPart(async () => (await import('./help.tsx')).Help)

/** ID of the tunnel whose page this is, or whose row has the focus. */
const tunnelAtHand = (): string | null => {
  const [, onPage] = /^\/tunnels\/([0-9a-f]{32})/.exec(location.pathname) ?? []
  const link = document.activeElement?.closest('[data-index]')?.querySelector('th a')
  return onPage ?? link?.getAttribute('href')?.split('/').at(-1) ?? null
}

export const Keyboard = () => {
  const [shown, setShown] = useState<'palette' | 'help' | null>(null)
  const [atHand, setAtHand] = useState<string | null>(null)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.ctrlKey || event.metaKey) ||
        event.altKey ||
        event.shiftKey
      )
        return
      event.preventDefault()
      // The user must first close the open dialog.
      if (document.querySelector('dialog[open]')) return
      setAtHand(tunnelAtHand())
      setShown('palette')
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  useShortcuts({ help: () => setShown('help') })
  const close = () => setShown(null)
  return (
    <Suspense>
      {shown === 'palette' && <Palette atHand={atHand} onClose={close} onHelp={() => setShown('help')} />}
      {shown === 'help' && <Help onClose={close} />}
    </Suspense>
  )
}
