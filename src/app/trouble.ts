/**
 * A read that failed, in the words that whoever is on call needs: what happened, what still works, what to do and
 * who can do it. Told by the API's codes where it gave some (docs/api.md, Envelope and errors).
 */
import { KNOWN_REFUSALS } from '../contract/known-refusals.ts'
import { ApiError, isSignedOut } from './api.ts'

export interface Trouble {
  title: string
  /** What happened, and what still works. */
  happened: string
  /** What to do, and who can. */
  todo: string
  /** Whether trying again may help at once. */
  canRetry: boolean
}

const NOT_ONBOARDED = 1012
const UNAUTHORIZED = 1025

const NETWORK =
  'Tunnels that are up keep carrying traffic: this page only reads and changes their configuration.'

export const troubleOf = (error: Error): Trouble => {
  if (!(error instanceof ApiError)) {
    return {
      title: 'This page failed',
      happened: 'A part of the page could not be loaded or drawn. What you typed in a form is kept.',
      todo: 'Reload the page.',
      canRetry: false,
    }
  }
  const codes = error.errors.map(({ code }) => code)
  const has = (code: number) => codes.includes(code)
  if (error.kind === 'offline') {
    return {
      title: 'The server cannot be reached',
      happened: `No answer came from Tunneldesk's own server. ${NETWORK}`,
      todo: 'Check that this machine is online and that the server runs. This page tries again by itself.',
      canRetry: true,
    }
  }
  if (isSignedOut(error)) {
    return {
      title: 'You are signed out',
      happened: `The sign-in ran out or was never made, so nothing can be read. ${NETWORK}`,
      todo: error.message,
      canRetry: true,
    }
  }
  if (has(KNOWN_REFUSALS.not_listed.code) || has(KNOWN_REFUSALS.not_allowed.code)) {
    return {
      title: 'You have no role here',
      happened: `You are signed in, but may not read this account. ${NETWORK}`,
      todo: `${error.message}.`,
      canRetry: true,
    }
  }
  if (has(NOT_ONBOARDED)) {
    return {
      title: 'This account has no Magic WAN',
      happened: 'Cloudflare answers that the account is not onboarded, so it has no IPsec tunnels to show.',
      todo: 'Check CLOUDFLARE_ACCOUNT_ID on the server. If it is right, ask your Cloudflare account team to enable Magic WAN.',
      canRetry: true,
    }
  }
  if (has(UNAUTHORIZED)) {
    return {
      title: "The server's API token lacks a permission",
      happened: `Cloudflare knows the token, but it may not read the account's tunnels. ${NETWORK}`,
      todo: 'Whoever manages the token adds "Magic WAN Write" for this account ("Magic WAN Read" is enough to look): Cloudflare dashboard, Manage Account, API Tokens. The server needs no restart; this page tries again by itself.',
      canRetry: true,
    }
  }
  if (has(KNOWN_REFUSALS.upstream_credentials.code)) {
    return {
      title: "Cloudflare refused the server's API token",
      happened: `The token is wrong, expired or revoked. ${NETWORK}`,
      todo: 'Whoever runs this server makes a new API token and sets it as CLOUDFLARE_API_TOKEN, then starts the server again.',
      canRetry: true,
    }
  }
  if (error.status === 429) {
    const wait = error.retryAfterS === null ? 'shortly' : `in ${error.retryAfterS} s`
    return {
      title: 'The API allows no more calls for the moment',
      happened: `The account's limit is used up, by this server or by other clients of the account. ${NETWORK}`,
      todo: `Wait: this page tries again ${wait}.`,
      canRetry: false,
    }
  }
  return {
    title: 'The tunnels cannot be read',
    happened: `${error.message || 'The server gave an answer that is none'}. ${NETWORK}`,
    todo: 'This page tries again by itself. If it stays like this, look at cloudflarestatus.com, and give the request id to whoever runs this server.',
    canRetry: true,
  }
}
