/** Rules for the health check. */

import { IP_ADDRESS } from '../address/address-kind.ts'
import { kindOf6, mappedIpv4 } from '../address/address6.ts'
import { rangeOf } from '../address/range.ts'
import { judgeAddressText } from '../address/typed-address.ts'
import { parseIpv4 } from '../address.ts'
import { error, type Finding, fix, warning } from '../finding.ts'

export const judgeHealthCheckSwitch = (enabled: boolean): Finding[] =>
  enabled
    ? []
    : [
        // docs/api.md, Health check.
        warning(
          'The tunnel will look 100% down and Cloudflare will keep sending traffic without noticing a failure',
        ),
      ]

/** For an address from which no router answers. */
const judgeAnswering = (target: string): Finding[] => {
  const mapped = mappedIpv4(target)
  if (mapped !== null) return [warning(`This one stands for ${mapped}`, fix(mapped))]
  const address = parseIpv4(target)
  const isOdd = address === null ? kindOf6(target) : rangeOf(address) === 'reserved'
  return isOdd ? [warning(`No router answers from ${target}`)] : []
}

/** @param target the custom target as typed; empty means the API's default */
export const judgeHealthCheckTarget = (
  target: string,
  direction: string,
  customerEndpoint: string,
): Finding[] => {
  if (target !== '' && !IP_ADDRESS.isValid(target)) {
    return [
      judgeAddressText(target, IP_ADDRESS) ??
        error('Enter an IP address, for example 203.0.113.10, or leave it empty'),
    ]
  }
  // The default target is the customer endpoint, so without one there is no target (docs/api.md, Health
  // check).
  if (target === '' && direction === 'unidirectional' && customerEndpoint === '') {
    return [warning('Nothing to probe: set a target here or a customer endpoint in Basics')]
  }
  return judgeAnswering(target)
}
