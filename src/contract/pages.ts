/**
 * Every page of the app. The router renders one page for each row. The server answers 200 only for these
 * paths; for any other path it sends the app with 404. The first row that matches a path is used.
 */
export const PAGES = {
  home: '/',
  tunnels: '/tunnels',
  newTunnel: '/tunnels/new',
  newTunnelStep: '/tunnels/new/:step',
  editTunnelStep: '/tunnels/:id/edit/:step',
  tunnel: '/tunnels/:id',
  routes: '/routes',
} as const

export type PageName = keyof typeof PAGES

/** The names behind the colons of a path. */
type NameIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NameIn<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

/** The parameters in the path of a page, as text. */
export type PageParams<P extends PageName> = Record<NameIn<(typeof PAGES)[P]>, string>

/** The path of a page. */
export const pathOf = <P extends PageName>(page: P, params: PageParams<P>): string =>
  PAGES[page].replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent((params as Record<string, string>)[name] ?? ''),
  )

const patterns = Object.values(PAGES).map(
  (path) => new RegExp(`^${path === '/' ? '' : path.replace(/:\w+/g, '[^/]+')}/?$`),
)

/** @param path the path of a URL, without its query */
export const isPage = (path: string): boolean => patterns.some((pattern) => pattern.test(path))
