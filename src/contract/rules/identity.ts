/** Rules for a custom IKE identity. */
import {
  firstCharacter,
  inAscii,
  isInvisible,
  isolated,
  startOfSentence,
  withoutCharacters,
} from '../characters.ts'
import { about, error, type Finding, fix, type Neighbour, warning } from '../finding.ts'
import { neighboursOf } from './neighbours.ts'

const CUSTOM_IDENTITY_ENDING = '.custom.ipsec.cloudflare.com'

export const CUSTOM_IDENTITY_FORM = `<your label>.<account id>${CUSTOM_IDENTITY_ENDING}`
const LABEL = /^[\w-]+$/

const isValid = (fqdn: string): boolean => {
  const labels = fqdn.slice(0, -CUSTOM_IDENTITY_ENDING.length).split('.')
  return (
    fqdn.endsWith(CUSTOM_IDENTITY_ENDING) && labels.length > 1 && labels.every((label) => LABEL.test(label))
  )
}

/** The whole name, in any case, between characters that are no part of a name. */
const WHOLE = /(?:^|[^\p{L}\p{N}_.-])((?:[\w-]+\.)+)custom\.ipsec\.cloudflare\.com\.?(?:$|[^\p{L}\p{N}_.-])/iu

/** A label that may be completed: not a number, and not longer than the DNS allows. */
const OWN_LABEL = /^(?!\d+$)[\w-]{1,63}$/

/**
 * The value that was probably meant: the name alone, with its ending in lower case, or a completed label.
 */
const meant = (typed: string, neighbours: readonly Neighbour[]): Partial<Finding> => {
  const plain = inAscii(withoutCharacters(typed, isInvisible).replaceAll('\u3002', '.'))
  const whole = `${WHOLE.exec(plain)?.[1] ?? ''}`.replace(/\.$/, CUSTOM_IDENTITY_ENDING)
  if (isValid(whole)) return fix(whole)
  // No source says which account id is in the name, but the custom ID of another tunnel shows it.
  const label = typed.split('.')[0] ?? ''
  const known = neighbours.map((neighbour) => neighbour.custom_remote_identities?.fqdn_id ?? '')
  const [, rest] = known.find((name) => name.endsWith(CUSTOM_IDENTITY_ENDING))?.split(/\.(.*)/) ?? []
  return rest && OWN_LABEL.test(label) ? fix(`${label}.${rest}`) : {}
}

/** Form and uniqueness: API page, `custom_remote_identities.fqdn_id` (docs/api.md, IKE and IPsec). */
export const judgeCustomIdentity = (
  fqdn: string,
  cloudflareEndpoint: string,
  neighbours: readonly Neighbour[],
): Finding[] => {
  if (fqdn === '') return []
  const foreign = firstCharacter(fqdn, (character) => !/[\x21-\x7e]/.test(character))
  if (foreign) {
    const { name, position } = foreign
    return [
      error(
        `${startOfSentence(name)} at position ${position} is not allowed. Use letters, numbers and hyphens, in the form ${CUSTOM_IDENTITY_FORM}`,
        { position, ...meant(fqdn, neighbours) },
      ),
    ]
  }
  if (!fqdn.endsWith(CUSTOM_IDENTITY_ENDING)) {
    return [error(`The name must have the form ${CUSTOM_IDENTITY_FORM}`, meant(fqdn, neighbours))]
  }
  if (!isValid(fqdn)) {
    return [
      error(`Use letters, numbers and hyphens, in the form ${CUSTOM_IDENTITY_FORM}`, meant(fqdn, neighbours)),
    ]
  }
  const twins = neighboursOf(neighbours)
    .byIdentity(fqdn)
    .filter(({ cloudflare_endpoint }) => cloudflare_endpoint === cloudflareEndpoint)
  const same = twins.find(({ custom_remote_identities: ids }) => ids?.fqdn_id === fqdn)
  if (same) {
    return [
      warning(
        `${isolated(same.name)} has the same ID on the same Cloudflare endpoint. Change one of the two`,
        {
          refusedUpstream: true,
          ...about(same),
        },
      ),
    ]
  }
  const [like] = twins
  return like
    ? [
        warning(
          `${isolated(like.name)} has this ID on the same Cloudflare endpoint, in different upper and lower case. Change one of the two`,
          about(like),
        ),
      ]
    : []
}
