/** How the list is laid out where it is shown: as a table or as cards, in which width, on screen or on paper. */
import { useEffect, useState, useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'

const CARDS = matchMedia('(width < 68.75rem)')

const readSizes = () => {
  const root = document.documentElement
  const rem = Number.parseFloat(getComputedStyle(root).fontSize)
  return { rem, width: Math.floor(root.clientWidth / rem) }
}

// Read when they change and not at every drawing, for which the browser would lay out the page.
let sizes = readSizes()

/** In pixels: row heights follow the size of text that the browser is set to. */
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

/** Of the window, in rem. */
const widthOf = () => sizes.width

/** Every row is drawn for printing: a browser prints what is there, and not what scrolling would bring. */
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

/** Of a page of paper, in rem, at the size of text that is printed. */
const PAPER_WIDTH = 62

export const useLayout = () => {
  const width = useSyncExternalStore(subscribe, widthOf)
  const isNarrow = useSyncExternalStore(subscribe, () => CARDS.matches)
  const isPrinting = useIsPrinting()
  return {
    isCards: isNarrow && !isPrinting,
    isPrinting,
    width: isPrinting ? PAPER_WIDTH : Math.min(width, 100) - 3.25,
  }
}
