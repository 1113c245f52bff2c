/** Questions for several devices with a command line. */
import { integer, ipv4, word } from '../questions.ts'

/**
 * Next hop for the host route to the Cloudflare endpoint, which keeps IKE and ESP out of the tunnel itself.
 */
export const wanGateway = (when: string) =>
  ipv4({
    label: 'WAN gateway',
    help: `Next hop to the Internet, for a host route to the Cloudflare endpoint. ${when}`,
    fallback: '',
    optional: true,
    example: '198.51.100.1',
  })

/** The name of an object on the device, such as an interface, a zone or a routing instance. */
export const objectName = (label: string, help: string, fallback: string, optional = false) =>
  word({
    label,
    help,
    fallback,
    optional,
    pattern: /^[A-Za-z0-9][A-Za-z0-9._/:-]{0,30}$/,
    example: fallback || 'internet',
  })

/** A number for each tunnel interface. By default the numbers count up from `first`. */
export const interfaceNumber = (label: string, first: number, max: number) =>
  integer({
    label,
    help: 'A number that no other tunnel interface of the device has.',
    fallback: (_, index) => String(first + index),
    min: 1,
    max,
    isDistinct: true,
  })
