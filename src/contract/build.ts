/** Which build this is, so that a page can tell that the server has got another one since. */

declare const __BUILD_ID__: string

/**
 * The same in the page and in the server when they were built from the same files. Empty in a page of the
 * development server, which is as new as its files, and where no build was made at all, as in a benchmark.
 */
export const BUILD_ID: string = typeof __BUILD_ID__ === 'undefined' ? '' : __BUILD_ID__

/** Names the server's build on each answer under `/api`. */
export const BUILD_HEADER = 'x-tunneldesk-build'
