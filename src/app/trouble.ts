/**
 * Explains a failed read to an engineer on call: what happened, what still works, what to do and who can do it. Based
 * on the codes of the API and of our own server (docs/api.md, Envelope and errors).
 */
import { API_CODES } from '../contract/calls/api-codes.ts'
import { KNOWN_REFUSALS, type KnownRefusal } from '../contract/calls/known-refusals.ts'
import { ApiError } from './api.ts'
import { isGone } from './say-error.ts'

export interface Trouble {
  title: string
  happened: string
  /** Empty where nothing is known to work. */
  works: string
  /** What to do, and who can. */
  todo: string
  /** Whether a retry alone may help; a failed page is reloaded instead. */
  canRetry: boolean
}

const NETWORK =
  'Tunnels that are up keep carrying traffic: this page only reads and changes their configuration.'

const NOT_ONBOARDED: Trouble = {
  title: 'This account has no Magic WAN',
  happened: 'The API answers that the account is not onboarded, so it has no IPsec tunnels to show.',
  works: '',
  todo: 'The administrator of this server checks CLOUDFLARE_ACCOUNT_ID. If it is right, ask your Cloudflare account team to enable Magic WAN.',
  canRetry: true,
}

const NO_PERMISSION: Trouble = {
  title: "The server's API token lacks a permission",
  happened: 'The API knows the token, but the token may not read this part of the account.',
  works: NETWORK,
  todo: 'The owner of the token adds "Magic WAN Write" for this account ("Magic WAN Read" is enough to look): Cloudflare dashboard, Manage Account, API Tokens. The server needs no restart.',
  canRetry: true,
}

/** The codes of Cloudflare's API that are more specific than the HTTP status. */
const BY_API_CODE: Record<number, Trouble> = {
  [API_CODES.notOnboarded]: NOT_ONBOARDED,
  [API_CODES.unauthorized]: NO_PERMISSION,
}

const NO_WAY: Omit<Trouble, 'happened' | 'todo'> = {
  title: 'The API cannot be reached',
  works: `This server itself works. ${NETWORK}`,
  canRetry: true,
}

const BY_REFUSAL: { [K in KnownRefusal]?: Trouble } = {
  no_identity: {
    title: 'You are signed out',
    happened: 'The sign-in ran out or was never made, so nothing can be read.',
    works: NETWORK,
    todo: 'Sign in again in a new tab, or open the link that the server printed when it started; then try again here.',
    canRetry: true,
  },
  not_listed: {
    title: 'You have no role here',
    happened: 'You are signed in, but may not read this account.',
    works: NETWORK,
    todo: "An administrator of this server adds your address to OPERATORS or VIEWERS in the server's settings.",
    canRetry: true,
  },
  upstream_credentials: {
    title: "The API refused the server's token",
    happened: 'The token is wrong, expired or revoked.',
    works: NETWORK,
    todo: 'The administrator of this server makes a new API token (Cloudflare dashboard, Manage Account, API Tokens), sets it as CLOUDFLARE_API_TOKEN and starts the server again.',
    canRetry: true,
  },
  upstream_permission: NO_PERMISSION,
  upstream_unreachable: {
    ...NO_WAY,
    happened: 'The connection from this server to api.cloudflare.com broke or was never made.',
    todo: 'The administrator of this server checks its way to the Internet. See cloudflarestatus.com too.',
  },
  upstream_dns: {
    ...NO_WAY,
    happened: 'This server cannot resolve the name of the API.',
    todo: 'The administrator of this server checks its DNS resolver.',
  },
  upstream_tls: {
    ...NO_WAY,
    happened: 'The certificate on the way to the API was not accepted: a proxy may be in between.',
    todo: 'The administrator of this server checks for a proxy that inspects TLS, and the clock of the machine.',
  },
  upstream_timeout: {
    ...NO_WAY,
    title: 'The API did not answer in time',
    happened: 'The call was given up after its time limit.',
    todo: 'Wait a minute. If it stays like this, see cloudflarestatus.com.',
  },
  upstream_answer: {
    ...NO_WAY,
    title: 'The API gave an answer that cannot be read',
    happened: 'Something answered with a page or broken text in place of the API.',
    todo: 'Wait a minute. If it stays like this, see cloudflarestatus.com; the administrator of this server checks for a proxy on the way.',
  },
  upstream_resting: {
    ...NO_WAY,
    title: 'The API failed repeatedly',
    happened: 'This server pauses its calls for some seconds to avoid making it worse.',
    todo: 'Wait. If it stays like this, see cloudflarestatus.com.',
  },
}

const BY_CODE: Record<number, Trouble> = {
  ...BY_API_CODE,
  ...Object.fromEntries(
    Object.entries(BY_REFUSAL).map(([name, trouble]) => [KNOWN_REFUSALS[name as KnownRefusal].code, trouble]),
  ),
}

/** The page's own code failed or could not be loaded: no call failed. */
const FAILED_PAGE: Trouble = {
  title: 'This page failed',
  happened:
    'A part of the page could not be loaded or drawn, perhaps because the server cannot be reached or has a newer version.',
  works: 'What you typed in a form is kept, except keys.',
  todo: 'Reload the page. If it fails again, tell the administrator of this server what you did before.',
  canRetry: false,
}

const OFFLINE: Trouble = {
  title: 'The server cannot be reached',
  happened: "No answer came from Tunneldesk's own server.",
  works: NETWORK,
  todo: 'Check that this machine is online. Its administrator checks that it is running.',
  canRetry: true,
}

const LIMITED: Trouble = {
  title: 'The API allows no more calls for the moment',
  happened: "The account's limit is used up, by this server or by other clients of the account.",
  works: `${NETWORK} A tunnel can still be changed as soon as calls are let through.`,
  todo: 'Wait, and stop other scripts that call the API of this account.',
  canRetry: true,
}

const GONE: Trouble = {
  title: 'This tunnel no longer exists',
  happened: "It was deleted, or the address is of another account's tunnel.",
  works: '',
  todo: 'Look for it in the list by name or address: a recreated tunnel has another ID.',
  canRetry: false,
}

export const troubleOf = (error: Error): Trouble => {
  if (!(error instanceof ApiError)) return FAILED_PAGE
  if (error.kind === 'offline') return OFFLINE
  if (error.status === 429) return LIMITED
  // The API's own code is more specific than our server's interpretation of the status.
  const codes = error.errors.map(({ code }) => code)
  const named = codes.find((code) => code in BY_API_CODE) ?? codes.find((code) => code in BY_CODE)
  if (named !== undefined && BY_CODE[named]) return BY_CODE[named]
  if (error.status === 401 && BY_REFUSAL.no_identity) return BY_REFUSAL.no_identity
  if (isGone(error)) return GONE
  return {
    title: 'The account cannot be read',
    happened: `${error.errors[0]?.message ?? 'The server gave an answer that cannot be read'}.`,
    works: NETWORK,
    todo: 'If it stays like this, give the request ID to the administrator of this server; its log has the details. See cloudflarestatus.com too.',
    canRetry: true,
  }
}
