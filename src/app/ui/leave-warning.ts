import { useEffect } from 'react'

/** Warns before the user leaves the page while something would be lost, such as the outcome of a write. */
export const useLeaveWarning = (isOpen: boolean): void => {
  useEffect(() => {
    if (!isOpen) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isOpen])
}
