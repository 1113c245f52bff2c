/** The same as types.ts for static routes. */
import type Cloudflare from 'cloudflare'
import type { Result } from '../../src/contract/endpoints.ts'
import type { Route, RouteInput } from '../../src/contract/route.ts'
import type { Differences, Exactly, InAnswers, Named, One, Proof } from './differences.ts'

type Client = Cloudflare['magicTransit']['routes']
type Answer<Method extends keyof Client> = Client[Method] extends (...args: never[]) => PromiseLike<infer T>
  ? T
  : never
type Sent<Method extends 'create' | 'update'> = Omit<
  Extract<Parameters<Client[Method]>[Method extends 'update' ? 1 : 0], object>,
  'account_id'
>

// Added by our parser for values that no schema accepts.
type InReads = 'odd_values: only ours'

export type Reads = [
  Proof<Exactly<InAnswers<One<Answer<'get'>['route']>, Route>, InReads>>,
  Proof<Exactly<InAnswers<One<Answer<'list'>['routes']>, Route>, InReads>>,
  Proof<Exactly<InAnswers<Answer<'create'>, Result<'createRoute'>>, InReads>>,
  Proof<Exactly<InAnswers<One<Answer<'update'>['modified_route']>, Route>, InReads>>,
  // The contents of the wrappers are compared above, except of a deleted route, which nothing reads.
  Proof<Exactly<keyof Named<Answer<'get'>>, keyof Named<Result<'getRoute'>>>>,
  Proof<Exactly<keyof Named<Answer<'list'>>, keyof Named<Result<'listRoutes'>>>>,
  Proof<Exactly<keyof Named<Answer<'update'>>, keyof Named<Result<'updateRoute'>>>>,
  Proof<Exactly<keyof Named<Answer<'delete'>>, keyof Named<Result<'deleteRoute'>>>>,
]

export type Writes = [
  Proof<Exactly<Differences<Sent<'create'>, RouteInput>, never>>,
  Proof<Exactly<Differences<Sent<'update'>, RouteInput>, never>>,
]
