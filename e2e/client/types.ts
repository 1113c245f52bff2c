/**
 * Compiles only while our wire shapes and the official client's types agree, in both directions, for every field
 * that either knows. What differs on purpose is listed by name; anything else, and anything listed that does not
 * differ any more, is an error of the type checker.
 */
import type Cloudflare from 'cloudflare'
import type { Result } from '../../src/contract/endpoints.ts'
import type { Tunnel, TunnelInput } from '../../src/contract/tunnel.ts'
import type { Differences, Exactly, InAnswers, Named, One, Proof } from './differences.ts'

type Client = Cloudflare['magicTransit']['ipsecTunnels']
type Answer<Method extends keyof Client> = Client[Method] extends (...args: never[]) => PromiseLike<infer T>
  ? T
  : never
type Asked<Method extends keyof Client> = Client[Method] extends (...args: infer Args) => unknown
  ? Extract<Args[0] extends string ? Args[1] : Args[0], object>
  : never

// ---- answers -------------------------------------------------------------------------------------------------

type InReads =
  // Of the documentation, and in no schema (docs/api.md, Contradictions between sources).
  | 'remote_identities: only ours'
  // Made by our reading, of what the API answered and no schema takes.
  | 'odd_values: only ours'
  // Enumerations may grow: what is new is shown as it comes, and refused by nobody.
  | 'bgp_status.state: ours is wider'
  | 'health_check.direction: ours is wider'
  | 'health_check.rate: ours is wider'
  | 'health_check.type: ours is wider'
  // A read without it would be odd, and no reason to show nothing.
  | 'bgp.customer_asn: required by theirs'

export type Reads = [
  Proof<Exactly<InAnswers<One<Answer<'get'>['ipsec_tunnel']>, Tunnel>, InReads>>,
  Proof<Exactly<InAnswers<One<Answer<'list'>['ipsec_tunnels']>, Tunnel>, InReads>>,
  Proof<Exactly<InAnswers<Answer<'create'>, Result<'createTunnel'>>, InReads>>,
  Proof<Exactly<InAnswers<One<Answer<'update'>['modified_ipsec_tunnel']>, Tunnel>, InReads>>,
  Proof<Exactly<InAnswers<One<Answer<'bulkUpdate'>['modified_ipsec_tunnels']>, Tunnel>, InReads>>,
  // What is in the wrappers is compared above; what was deleted is of no interest to anyone.
  Proof<Exactly<keyof Named<Answer<'get'>>, keyof Named<Result<'getTunnel'>>>>,
  Proof<Exactly<keyof Named<Answer<'list'>>, keyof Named<Result<'listTunnels'>>>>,
  Proof<Exactly<keyof Named<Answer<'update'>>, keyof Named<Result<'updateTunnel'>>>>,
  Proof<Exactly<keyof Named<Answer<'bulkUpdate'>>, keyof Named<Result<'updateTunnels'>>>>,
  Proof<Exactly<keyof Named<Answer<'delete'>>, keyof Named<Result<'deleteTunnel'>>>>,
]

type Applied<T extends { successfully_applied_psks?: unknown }> =
  NonNullable<T['successfully_applied_psks']> extends Record<string, infer E> ? E : never
export type Keys = [
  Proof<
    Exactly<
      InAnswers<Answer<'pskGenerate'>, Result<'generatePsk'>>,
      // Shown by the documentation, in no schema (docs/api.md, Contradictions between sources).
      | 'ipsec_id: only ours'
      // A generated key that is not in the answer is lost, so an answer without it is not believed.
      | 'ipsec_tunnel_id: required by ours'
      | 'psk: required by ours'
    >
  >,
  Proof<Exactly<keyof Named<Answer<'pskSet'>>, keyof Named<Result<'setPsk'>>>>,
  Proof<
    Exactly<
      InAnswers<Applied<Answer<'pskSet'>>, Applied<Result<'setPsk'>>>,
      // The caller who sets a key knows it, so nothing but the tunnel is read here.
      | 'ipsec_id: only theirs'
      | 'psk: only theirs'
      | 'psk_metadata: only theirs'
      | 'ipsec_tunnel_id: required by theirs'
    >
  >,
]

// ---- requests ------------------------------------------------------------------------------------------------

type Sent<Method extends keyof Client> = Omit<
  Asked<Method>,
  'account_id' | 'x-magic-new-hc-target' | 'validate_only'
>

type InWrites =
  // We always ask for the object form of a target, and then a string is refused (API page).
  | 'health_check.target: ours is narrower'
  // Read-only: it may be sent back as it was read.
  | 'health_check.target.effective: only ours'

export type Writes = [
  Proof<Exactly<Differences<Sent<'create'>, TunnelInput>, InWrites>>,
  Proof<Exactly<Differences<Sent<'update'>, TunnelInput>, InWrites>>,
  // What the proxy sends for a key is written out where it is sent.
  Proof<Exactly<Differences<Sent<'pskSet'>, { psks: { id: string; psk: string }[] }>, never>>,
]
