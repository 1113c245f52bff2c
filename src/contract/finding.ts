/**
 * The result of a rule for a value. The rules are in rules/; the form shows their findings, and the
 * stand-in refuses values by the same rules. Their sources are in docs/api.md, Fields; where sources disagree
 * a rule warns and the API decides.
 */
import type { Tunnel } from './tunnel.ts'

export interface Finding {
  /** `error` blocks creating; `warning` never does. */
  severity: 'error' | 'warning'
  /** One sentence or two: what is wrong and what to type instead. */
  message: string
  /** A valid value, offered as a button. */
  fix?: {
    label: string
    value: string
    /** The field for the value, if it is not the checked one. */
    field?: 'interface_address6'
  }
  /** Position of the character that the message is about, counted from 1 in characters. */
  position?: number
  /** The other tunnel that the message is about. */
  about?: { id: string; name: string }
  /**
   * Marks a warning about a value that the API is documented to refuse. It is only a warning because the
   * browser's list of tunnels may be old; the stand-in has the current list and refuses.
   */
  refusedUpstream?: true
}

/** The part of an existing tunnel that rules use. */
export type Neighbour = Pick<
  Tunnel,
  | 'id'
  | 'name'
  | 'cloudflare_endpoint'
  | 'customer_endpoint'
  | 'interface_address'
  | 'bgp'
  | 'custom_remote_identities'
>

export const error = (message: string, more: Partial<Finding> = {}): Finding => ({
  severity: 'error',
  message,
  ...more,
})

/** A button that sets the field to this value. */
export const fix = (value: string): { fix: { label: string; value: string } } => ({
  fix: { label: `Use ${value}`, value },
})

export const warning = (message: string, more: Partial<Finding> = {}): Finding => ({
  severity: 'warning',
  message,
  ...more,
})

/** Whether the API would refuse the value, according to the sources. */
export const isRefusal = (finding: Finding): boolean =>
  finding.severity === 'error' || finding.refusedUpstream === true

/** Errors before warnings, otherwise in the given order. */
export const mostSevereFirst = <F extends Finding>(findings: readonly F[]): F[] =>
  [...findings].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'))

/** A finding's `about` for a tunnel. */
export const about = ({ id, name }: Neighbour): { about: { id: string; name: string } } => ({
  about: { id, name },
})
