/** The id of this build, so that a page can detect that the server has a newer one. */

declare const __BUILD_ID__: string

/**
 * Equal in the page and in the server if both were built from the same files. Empty in a page of the
 * development server, which always has the current files, and without a build, as in a benchmark.
 */
export const BUILD_ID: string = typeof __BUILD_ID__ === 'undefined' ? '' : __BUILD_ID__

/** The header with the server's build, on each response under `/api`. */
export const BUILD_HEADER = 'x-tunneldesk-build'
