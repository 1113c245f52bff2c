/**
 * Every page of the app. Its routes render one page for each row, and the server answers 200 to these addresses
 * alone: any other gets the app as well, but as "not found". The first row that fits an address is meant.
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

/** What the address of a page says, as text. */
export type PageParams<P extends PageName> = Record<NameIn<(typeof PAGES)[P]>, string>

/** The address of a page. */
export const pathOf = <P extends PageName>(page: P, params: PageParams<P>): string =>
  PAGES[page].replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent((params as Record<string, string>)[name] ?? ''),
  )

const patterns = Object.values(PAGES).map(
  (path) => new RegExp(`^${path === '/' ? '' : path.replace(/:\w+/g, '[^/]+')}/?$`),
)

/** @param path of an address, without its query */
export const isPage = (path: string): boolean => patterns.some((pattern) => pattern.test(path))
