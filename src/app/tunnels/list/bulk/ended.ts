/** How one call of a bulk change ended, and what that means for the rows after it. */
import { API_CODES } from '../../../../contract/calls/api-codes.ts'
import { isOwnCode, KNOWN_REFUSALS, type KnownRefusal } from '../../../../contract/calls/known-refusals.ts'
import { ApiError, isSignedOut, writeOutcomeOf } from '../../../api.ts'
import { isPageOutdated } from '../../../new-version.tsx'
import { troubleOf } from '../../../trouble.ts'
import type { Ended, Stop } from './runner.ts'

const WAIT_S = 10

const codesOf = (...names: KnownRefusal[]): ReadonlySet<number> =>
  new Set(names.map((name) => KNOWN_REFUSALS[name].code))

/** Refusals that every row would get until somebody does something about them. */
const OF_EVERY_ROW: ReadonlySet<number> = new Set([
  ...codesOf('no_identity', 'not_listed', 'upstream_credentials', 'upstream_permission'),
  API_CODES.notOnboarded,
])

/** As above. Their text says all that is known. */
const OF_THE_USER = codesOf('not_allowed', 'read_only')

/** The API was not reached. */
const NO_WAY = codesOf('upstream_unreachable', 'upstream_dns', 'upstream_tls')

const OUTDATED: Stop = {
  title: 'A new version of Tunneldesk is on the server, and does not accept this call of the old page',
  todo: 'Reload the page.',
  remedy: 'reload',
}

const stopOf = (error: ApiError): Stop | null => {
  const { errors, status, message } = error
  const has = (codes: ReadonlySet<number>) => errors.some(({ code }) => codes.has(code))
  if (isSignedOut(error) || has(OF_EVERY_ROW)) {
    const { title, todo } = troubleOf(error)
    return { title, todo, remedy: isSignedOut(error) ? 'sign_in' : null }
  }
  if (has(OF_THE_USER)) return { title: message, todo: 'Ask an administrator of this server.', remedy: null }
  // A refusal of a call by its shape is no statement about the tunnel if the page is of another version.
  const isOfShape =
    status >= 400 && status < 500 && status !== 409 && errors.some(({ code }) => isOwnCode(code))
  return isOfShape && isPageOutdated() ? OUTDATED : null
}

/** Why the call was not made and may be made later; null if that is not certain. */
const laterOf = (error: ApiError, isSafe: boolean): Ended | null => {
  const { status, errors, kind, outcome, message } = error
  const later = (why: string): Ended => ({
    kind: 'later',
    seconds: Math.max(1, error.retryAfterS ?? WAIT_S),
    why,
  })
  const isOwn = errors.some(({ code }) => isOwnCode(code))
  if (status === 429) return later(isOwn ? message : 'The API accepts no more calls for the moment')
  const isNotSent = isSafe || outcome === 'not_done'
  if (isNotSent && errors.some(({ code }) => NO_WAY.has(code))) return later(message)
  // Our server refuses with this status what it did not start.
  if (status === 503 && outcome !== 'unknown' && isOwn) return later(message)
  // No answer, or one of another program: of a proxy while our server restarts, or of a network that wants a sign-in.
  const isOurs = kind !== 'offline' && errors.length > 0
  return isSafe && !isOurs ? later('The server cannot be reached') : null
}

/** @param isSafe the call changes nothing, so it may be made again without an answer */
export const endedAs = async (work: () => Promise<unknown>, isSafe = false): Promise<Ended> => {
  try {
    await work()
    return { kind: 'yes' }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const stop = stopOf(error)
    if (stop) return { kind: 'stop', stop }
    const later = laterOf(error, isSafe)
    if (later) return later
    const note = error.errors.map(({ message }) => message).join('. ') || error.message
    return { kind: !isSafe && writeOutcomeOf(error) === 'unknown' ? 'unknown' : 'no', note }
  }
}
