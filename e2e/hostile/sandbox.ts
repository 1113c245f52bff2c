/** The addresses that steer the stand-in: with a real account they lead nowhere, whatever is sent. */
import { type Case, get, send, TUNNEL_ID } from './case.ts'

const ROUTER = `/api/sandbox/routers/${TUNNEL_ID}`
const WORLDS: readonly unknown[] = [{}, { fault: null }, { tunnels: 0 }, { pace: 100 }, [], '{"fault":']
const PLAYS: readonly unknown[] = [{ act: 'cut' }, { act: 'configure', files: { 'frr.conf': '!' } }, {}, '{']

export const sandbox: readonly Case[] = [
  { name: 'sandbox: the world', expected: [404], bytes: get('/api/sandbox/world') },
  { name: 'sandbox: the world, with a query', expected: [404], bytes: get('/api/sandbox/world?fault=x') },
  ...WORLDS.map(
    (body): Case => ({
      name: `sandbox: the world set to ${JSON.stringify(body)}`,
      expected: [404],
      bytes: send('PUT', '/api/sandbox/world', body),
    }),
  ),
  ...PLAYS.map(
    (body): Case => ({
      name: `sandbox: a router, ${JSON.stringify(body)}`,
      expected: [404],
      bytes: send('PUT', ROUTER, body),
    }),
  ),
]
