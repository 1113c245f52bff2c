/**
 * What a person must decide before a file can be made, as questions with a control, a default and a check. An
 * answer is checked before it is used, so that no answer can add a line or a word to a file.
 */
import { hasHostBits, networkOf, parseCidr4, parseIpv4 } from '../contract/address.ts'
import type { TunnelFacts } from './facts.ts'
import { type IdentityKind, kindOf } from './identity.ts'

export type Reading<V> = { value: V } | { message: string }

export interface Question<V> {
  label: string
  help: string
  control: 'text' | 'number' | 'list' | 'choice'
  /** The possible answers of a choice. */
  options?: readonly { value: string; label: string }[]
  /** When it is asked: if a tunnel has BGP, if a tunnel has no BGP, or always. */
  when: 'always' | 'bgp' | 'static'
  /** Whether the two tunnels of a site must have different answers. */
  isDistinct: boolean
  /** The answer while none is given. `index` counts the tunnels of the file from 0. */
  fallback: (tunnel: TunnelFacts, index: number) => string
  read: (typed: string, tunnel: TunnelFacts) => Reading<V>
}

export type Read<Q> = Q extends Question<infer V> ? V : never

type Asked<V> = Pick<Question<V>, 'label' | 'help'> & {
  fallback: string | Question<V>['fallback']
  when?: Question<V>['when']
  isDistinct?: boolean
}

const base = <V>({ label, help, fallback, when = 'always', isDistinct = false }: Asked<V>) => ({
  label,
  help,
  when,
  isDistinct,
  fallback: typeof fallback === 'string' ? () => fallback : fallback,
})

/** A name or word on the device, such as the name of an interface. */
export const word = (
  asked: Asked<string> & { pattern: RegExp; example: string; optional?: boolean },
): Question<string> => ({
  ...base(asked),
  control: 'text',
  read: (typed) => {
    const value = typed.trim()
    if (value === '' && asked.optional) return { value }
    return asked.pattern.test(value)
      ? { value }
      : { message: `Enter ${asked.label.toLowerCase()}, for example ${asked.example}` }
  },
})

export const integer = (asked: Asked<number> & { min: number; max: number }): Question<number> => ({
  ...base(asked),
  control: 'number',
  read: (typed) => {
    const value = /^\d{1,10}$/.test(typed.trim()) ? Number(typed) : Number.NaN
    return value >= asked.min && value <= asked.max
      ? { value }
      : { message: `Enter a whole number from ${asked.min} to ${asked.max}` }
  },
})

export const choice = <const V extends string>(
  asked: Asked<V> & { options: readonly { value: V; label: string }[] },
): Question<V> => ({
  ...base(asked),
  control: 'choice',
  options: asked.options,
  read: (typed) => {
    const option = asked.options.find(({ value }) => value === typed)
    return option ? { value: option.value } : { message: 'Choose one from the list' }
  },
})

/** One IPv4 address, or an empty string where the answer is optional. */
export const ipv4 = (asked: Asked<string> & { optional?: boolean; example: string }): Question<string> => ({
  ...base(asked),
  control: 'text',
  read: (typed) => {
    const value = typed.trim()
    if (value === '' && asked.optional) return { value }
    return parseIpv4(value) === null
      ? { message: `Enter an IPv4 address, for example ${asked.example}` }
      : { value }
  },
})

/** A list of IPv4 prefixes, separated by commas, spaces or line breaks. */
export const prefixes = (asked: Asked<string[]>): Question<string[]> => ({
  ...base(asked),
  control: 'list',
  read: (typed) => {
    const items = typed.split(/[\s,]+/).filter((item) => item !== '')
    for (const item of items) {
      const cidr = parseCidr4(item)
      if (!cidr) return { message: `${item} is not an IPv4 prefix. Write it like 10.0.0.0/24` }
      if (hasHostBits(cidr)) return { message: `${item} has host bits set. Use ${networkOf(cidr)}` }
    }
    return { value: [...new Set(items)] }
  },
})

// ---- questions that many devices share ------------------------------------------------------------------

export const lanPrefixes = prefixes({
  label: 'LAN prefixes',
  help: 'Prefixes behind this router, announced to Cloudflare over BGP. Nothing else is announced.',
  fallback: '',
  when: 'bgp',
})

export const remotePrefixes = prefixes({
  label: 'Prefixes to send into the tunnel',
  help: 'Without BGP these become static routes, for example 10.0.0.0/8, or 0.0.0.0/0 for all traffic.',
  fallback: '',
  when: 'static',
})

/** The source address of IKE. Behind NAT it differs from the customer endpoint. */
export const localAddress = ipv4({
  label: 'Address of the WAN interface',
  help: "The router's own address on the WAN interface; behind NAT a private one. Leave it empty if it changes (DHCP).",
  fallback: ({ customerEndpoint }) => customerEndpoint ?? '',
  optional: true,
  example: '198.51.100.10',
})

/**
 * The identity that the router sends. Cloudflare accepts only those that it shows for the tunnel. They
 * contain numbers that cannot be derived, so there is no default for a tunnel that was read without
 * identities.
 */
export const identityOf = (kinds: readonly IdentityKind[]): Question<string> => ({
  ...base<string>({
    label: 'IKE identity of the router',
    help: 'As Cloudflare shows it on the tunnel (FQDN ID, User ID).',
    fallback: ({ identities }) =>
      identities.find(({ kind }) => kind === kinds[0])?.value ??
      // An IPv4 identity requires a unique pair of endpoints, so it is a default only for a device that
      // prefers it.
      identities.find(({ kind }) => kind !== 'ipv4' && kinds.includes(kind))?.value ??
      '',
  }),
  control: 'text',
  read: (typed, { identities }) => {
    const value = typed.trim()
    if (!/^[A-Za-z0-9@._-]{1,253}$/.test(value)) {
      return { message: 'Copy the FQDN ID of the tunnel from the Cloudflare dashboard' }
    }
    const known = identities.find((one) => one.value === value)
    if (identities.some(({ kind }) => kind !== 'ipv4') && !known)
      return { message: `Cloudflare does not know the router as ${value}` }
    return kinds.includes(known?.kind ?? kindOf(value))
      ? { value }
      : { message: 'This device cannot send an identity of that kind' }
  },
})
