/** Serves the single-page app: files from a fixed list, and `index.html` (the shell) for every page URL. */
import { isPage } from '../../contract/pages.ts'
import type { ResponseWriter } from './response-writer.ts'

export interface Asset {
  body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
  type: string
  /** `br` or `gzip` when the body is compressed. */
  encoding: string | null
}

/** Looks up one file by its exact path. Paths are never joined or resolved at run time. */
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

/** @returns null for files that are never served: hidden files and types that the app does not have */
export const typeOf = (path: string): string | null =>
  path.includes('/.') ? null : (TYPES[/\.[a-z0-9]+$/.exec(path)?.[0] ?? ''] ?? null)

const SHELL = '/index.html'

/** @param path a path that passed the guard */
export const servePage = async (
  writer: ResponseWriter,
  requestId: string,
  path: string,
  acceptEncoding: string,
  assets: Assets,
): Promise<Response> => {
  const isFile = path !== SHELL && !isPage(path)
  const file = isFile ? await assets(path, acceptEncoding) : null
  if (file) return sendFile(writer, requestId, 200, file, path.startsWith('/assets/'))
  const shell = path.startsWith('/assets/') ? null : await assets(SHELL, acceptEncoding)
  if (shell) return sendFile(writer, requestId, isFile ? 404 : 200, shell, false)
  return writer.other(requestId, 404, 'Not found\n', {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-cache',
  })
}

const sendFile = (
  writer: ResponseWriter,
  requestId: string,
  status: number,
  file: Asset,
  isHashed: boolean,
) =>
  writer.other(requestId, status, file.body, {
    'content-type': file.type,
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'Accept-Encoding',
    ...(file.encoding && { 'content-encoding': file.encoding }),
  })
