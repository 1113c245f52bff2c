/**
 * Compiles only while our wire types and the official client's types match, in both directions, for every field of
 * either. Intended differences are listed by name. An unlisted difference, and a listed one that no longer exists, is an
 * error of the type checker.
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
  // In the documentation, but in no schema (docs/api.md, Contradictions between sources).
  | 'remote_identities: only ours'
  // Added by our parser for values that no schema accepts.
  | 'odd_values: only ours'
  // Enumerations may grow, so new values are accepted and shown unchanged.
  | 'bgp_status.state: ours is wider'
  | 'health_check.direction: ours is wider'
  | 'health_check.rate: ours is wider'
  | 'health_check.type: ours is wider'
  // A read without it would be odd, but must still be shown.
  | 'bgp.customer_asn: required by theirs'

export type Reads = [
  Proof<Exactly<InAnswers<One<Answer<'get'>['ipsec_tunnel']>, Tunnel>, InReads>>,
  Proof<Exactly<InAnswers<One<Answer<'list'>['ipsec_tunnels']>, Tunnel>, InReads>>,
  Proof<Exactly<InAnswers<Answer<'create'>, Result<'createTunnel'>>, InReads>>,
  Proof<Exactly<InAnswers<One<Answer<'update'>['modified_ipsec_tunnel']>, Tunnel>, InReads>>,
  Proof<Exactly<InAnswers<One<Answer<'bulkUpdate'>['modified_ipsec_tunnels']>, Tunnel>, InReads>>,
  // The contents of the wrappers are compared above, except of a deleted tunnel, which nothing reads.
  Proof<Exactly<keyof Named<Answer<'get'>>, keyof Named<Result<'getTunnel'>>>>,
  // What the API says of a list in pages is added by our parser.
  Proof<Exactly<keyof Named<Answer<'list'>>, Exclude<keyof Named<Result<'listTunnels'>>, 'odd_values'>>>,
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
      // In the documentation, but in no schema (docs/api.md, Contradictions between sources).
      | 'ipsec_id: only ours'
      // A generated PSK that is not in the answer is lost, so an answer without it is not accepted.
      | 'ipsec_tunnel_id: required by ours'
      | 'psk: required by ours'
    >
  >,
  Proof<Exactly<keyof Named<Answer<'pskSet'>>, keyof Named<Result<'setPsk'>>>>,
  Proof<
    Exactly<
      InAnswers<Applied<Answer<'pskSet'>>, Applied<Result<'setPsk'>>>,
      // The caller who sets a PSK knows it, so only the tunnel's id is read.
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
  // We always request the object form of a target, and then the API refuses a string (API page).
  | 'health_check.target: ours is narrower'
  // Read-only, but it may be sent back unchanged.
  | 'health_check.target.effective: only ours'

export type Writes = [
  Proof<Exactly<Differences<Sent<'create'>, TunnelInput>, InWrites>>,
  Proof<Exactly<Differences<Sent<'update'>, TunnelInput>, InWrites>>,
  // The proxy builds this body itself.
  Proof<Exactly<Differences<Sent<'pskSet'>, { psks: { id: string; psk: string }[] }>, never>>,
]
