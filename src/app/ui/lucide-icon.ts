/**
 * The component of an icon of lucide-react, in place of the library's own (vite.config.ts), which supports more than
 * this app uses and is 1 kB larger on every page.
 */
import { type ComponentProps, createElement } from 'react'

interface IconData {
  node: [tag: string, attributes: Record<string, string>][]
}

const createIcon =
  ({ node }: IconData) =>
  (props: ComponentProps<'svg'>) =>
    createElement(
      'svg',
      {
        viewBox: '0 0 24 24',
        width: 24,
        height: 24,
        fill: 'none',
        stroke: 'currentColor',
        strokeWidth: 2,
        strokeLinecap: 'round',
        strokeLinejoin: 'round',
        ...props,
      },
      node.map(([tag, attributes]) => createElement(tag, attributes)),
    )

// biome-ignore lint/style/noDefaultExport: the files of the icons import the default export
export default createIcon
