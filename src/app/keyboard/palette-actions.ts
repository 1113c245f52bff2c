/** Actions that the palette runs itself: pressing buttons of the current page, and copying a tunnel. */
import { isolated } from '../../contract/characters.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { announce } from '../ui/live-region.tsx'

interface Action {
  key: string
  label: string
  act(): void
}

/** The buttons that a page marks with `data-palette`, labelled with their text. */
export const pageActions = (): Action[] =>
  [...document.querySelectorAll<HTMLButtonElement>('button[data-palette]:not([aria-disabled])')].map(
    (button, index) => ({
      key: `page-${index}`,
      label: button.textContent.trim(),
      act: () => button.click(),
    }),
  )

const COPIES = [
  { title: 'Terraform', label: 'Terraform (HCL)' },
  { title: 'curl', label: 'curl' },
]

/** Copies the export's text, without any key. */
const copy = async (tunnel: Tunnel, title: string, label: string): Promise<void> => {
  try {
    const { FORMATS } = await import('../export/formats.ts')
    const format = FORMATS.find((each) => each.title === title)
    await navigator.clipboard.writeText([...(format?.write([tunnel], false) ?? [])].join(''))
    announce(`Copied ${isolated(tunnel.name)} as ${label}, without keys`)
  } catch {
    announce(`The browser did not copy ${isolated(tunnel.name)}. Use Export instead`)
  }
}

export const copyActions = (tunnel: Tunnel): Action[] =>
  COPIES.map(({ title, label }) => ({
    key: `copy-${title}`,
    label: `Copy ${isolated(tunnel.name)} as ${label}`,
    act: () => void copy(tunnel, title, label),
  }))
