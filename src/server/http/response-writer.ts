/** Builds every response that leaves this server, so that none goes without its headers or its request id. */
import { BUILD_HEADER, BUILD_ID } from '../../contract/build.ts'
import type { ApiResponse } from './api-response.ts'
import { securityHeaders } from './security-headers.ts'

export interface ResponseWriter {
  api(requestId: string, response: ApiResponse): Response
  /** The browser has this answer already. */
  notModified(requestId: string, response: ApiResponse): Response
  /** Anything that is not of the API: pages, assets, redirects, probes. */
  other(requestId: string, status: number, body: BodyInit | null, headers: Record<string, string>): Response
}

export const createResponseWriter = (publicOrigin: string): ResponseWriter => {
  const secure = securityHeaders(publicOrigin)
  const unchanged = { ...secure, 'cache-control': 'no-store', [BUILD_HEADER]: BUILD_ID }
  const forApi = { ...unchanged, 'content-type': 'application/json; charset=utf-8' }
  return {
    api: (requestId, { status, json, headers }) =>
      new Response(json, { status, headers: { ...forApi, ...headers, 'x-request-id': requestId } }),
    notModified: (requestId, { headers }) =>
      new Response(null, {
        status: 304,
        headers: { ...unchanged, ...headers, 'x-request-id': requestId },
      }),
    other: (requestId, status, body, headers) =>
      new Response(body, { status, headers: { ...secure, ...headers, 'x-request-id': requestId } }),
  }
}
