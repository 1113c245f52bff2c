/** Builds every response of this server, so that each has the security headers and a request id. */
import { BUILD_HEADER, BUILD_ID } from '../../contract/build.ts'
import type { ApiResponse } from './api-response.ts'
import { securityHeaders } from './security-headers.ts'

export interface ResponseWriter {
  api(requestId: string, response: ApiResponse): Response
  /** 304: the browser already has this response. */
  notModified(requestId: string, response: ApiResponse): Response
  /** Anything outside the API: pages, assets, redirects, probes. */
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
