/** The layout of the list: table or cards, the width of the window, and whether it is printed. */
import { useEffect, useState, useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'

const CARDS = matchMedia('(width < 68.75rem)')

const readSizes = () => {
  const root = document.documentElement
  const rem = Number.parseFloat(getComputedStyle(root).fontSize)
  return { rem, width: Math.floor(root.clientWidth / rem) }
}

// Read when they change and not on every render, which would force the browser to lay out the page.
let sizes = readSizes()

/** One rem in pixels: row heights depend on the browser's text size. */
export const remInPixels = (): number => sizes.rem

const subscribe = (listener: () => void) => {
  const read = () => {
    sizes = readSizes()
    listener()
  }
  read()
  window.addEventListener('resize', read)
  return () => window.removeEventListener('resize', read)
}

/** Width of the window in rem. */
const widthOf = () => sizes.width

/** Whether the page is being printed. All rows are rendered then: a browser prints only what is in the document. */
const useIsPrinting = (): boolean => {
  const [isPrinting, setPrinting] = useState(false)
  useEffect(() => {
    const set = (value: boolean) => () => flushSync(() => setPrinting(value))
    const [before, after] = [set(true), set(false)]
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
    }
  }, [])
  return isPrinting
}

/** Width of a printed page, in rem at the printed text size. */
const PAPER_WIDTH = 65.25

export const useLayout = () => {
  const width = useSyncExternalStore(subscribe, widthOf)
  const isNarrow = useSyncExternalStore(subscribe, () => CARDS.matches)
  const isPrinting = useIsPrinting()
  return {
    isCards: isNarrow && !isPrinting,
    isPrinting,
    width: isPrinting ? PAPER_WIDTH : width,
  }
}
