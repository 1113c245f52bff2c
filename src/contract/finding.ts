/**
 * What a rule says about a value. Rules live in rules-*.ts beside this file, once, for the form (which shows
 * them) and the stand-in (which refuses by them). Their sources are in docs/api.md, Fields; where sources
 * disagree a rule warns and the API decides.
 */
import type { Tunnel } from './tunnel.ts'

export interface Finding {
  /** `error` blocks creating; `warning` never does. */
  severity: 'error' | 'warning'
  /** One sentence or two: what is wrong and what to type instead. */
  message: string
  /** A value that would be right, offered as a button. */
  fix?: {
    label: string
    value: string
    /** The field that it belongs into, when that is another than the one judged. */
    field?: 'interface_address6'
  }
  /** The character that the message is about, counted from 1 as a person counts them. */
  position?: number
  /** The other tunnel that the message is about. */
  about?: { id: string; name: string }
  /**
   * A warning about something that the API is documented to refuse. It only warns because our copy of the
   * account's tunnels may be old; the stand-in, which has the truth, refuses by it.
   */
  refusedUpstream?: true
}

/** As much of an existing tunnel as rules look at. */
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

/** A button that puts this value into the field. */
export const fix = (value: string): { fix: { label: string; value: string } } => ({
  fix: { label: `Use ${value}`, value },
})

export const warning = (message: string, more: Partial<Finding> = {}): Finding => ({
  severity: 'warning',
  message,
  ...more,
})

/** Whether the API would refuse a value for this finding, as far as any source says. */
export const isRefusal = (finding: Finding): boolean =>
  finding.severity === 'error' || finding.refusedUpstream === true

/** A finding's `about` for a tunnel. */
export const about = ({ id, name }: Neighbour): { about: { id: string; name: string } } => ({
  about: { id, name },
})
