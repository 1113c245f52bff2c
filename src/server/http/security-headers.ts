/** The security headers of every response. No header is copied from the upstream answer or from the request. */

/** No inline script or style, no foreign origin, no DOM sink that takes a string. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const ALWAYS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), payment=(), clipboard-read=()',
}

// On localhost this would switch every other development server to https.
const HSTS = { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }

/** @param publicOrigin the one origin that browsers use; https there asks browsers to stay with https */
export const securityHeaders = (publicOrigin: string): Record<string, string> =>
  publicOrigin.startsWith('https:') ? { ...ALWAYS, ...HSTS } : ALWAYS
