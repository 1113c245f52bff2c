/** Serves the single-page app: its files from a fixed list, its shell for every page address. */
import type { Replies } from './response-writer.ts'

export interface Asset {
  body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
  type: string
  /** `br` or `gzip` when the body is compressed. */
  encoding: string | null
}

/** Looks up one file by its exact path; no path is ever joined or resolved at run time. */
export type Assets = (path: string, acceptEncoding: string) => Promise<Asset | null> | Asset | null

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/** @returns null for what is never served: kinds of files that the app does not have, and hidden ones */
export const typeOf = (path: string): string | null =>
  path.includes('/.') ? null : (TYPES[/\.[a-z0-9]+$/.exec(path)?.[0] ?? ''] ?? null)

export const SHELL = '/index.html'

/** Addresses that the app's own router knows. Any other gets the same page, but as "not found". */
const isPage = (path: string) => path === '/' || path === '/tunnels' || path.startsWith('/tunnels/')

/** @param path one that the guard let through */
export const servePage = async (
  replies: Replies,
  requestId: string,
  path: string,
  acceptEncoding: string,
  assets: Assets,
): Promise<Response> => {
  const isFile = path !== SHELL && !isPage(path)
  const file = isFile ? await assets(path, acceptEncoding) : null
  if (file) return reply(replies, requestId, 200, file, path.startsWith('/assets/'))
  const shell = path.startsWith('/assets/') ? null : await assets(SHELL, acceptEncoding)
  if (shell) return reply(replies, requestId, isFile ? 404 : 200, shell, false)
  return replies.other(requestId, 404, 'Not found\n', {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-cache',
  })
}

const reply = (replies: Replies, requestId: string, status: number, file: Asset, isHashed: boolean) =>
  replies.other(requestId, status, file.body, {
    'content-type': file.type,
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'Accept-Encoding',
    ...(file.encoding && { 'content-encoding': file.encoding }),
  })
