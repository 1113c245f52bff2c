/** The rows of the health check. All choices are sent, because sources disagree about the API's defaults. */
import * as z from 'zod/mini'
import { tidyAddress } from '../address/typed-address.ts'
import { judgeHealthCheckSwitch, judgeHealthCheckTarget } from '../rules/health.ts'
import type { Tunnel } from '../tunnel.ts'
import {
  HEALTH_CHECK_DEFAULTS,
  HEALTH_CHECK_DIRECTIONS,
  HEALTH_CHECK_RATES,
  HEALTH_CHECK_TYPES,
  savedTarget,
} from '../tunnel-values.ts'
import { customer_endpoint } from './basics.ts'
import {
  choice,
  field,
  isBlankText,
  mono,
  NONE,
  never,
  nothing,
  on,
  onOff,
  sentAddress,
  text,
  words,
} from './field.ts'

/**
 * The value that was read, if the form has that choice; otherwise the API's default (docs/api.md, Health
 * check).
 */
const oneOf = <Choice extends string>(
  choices: readonly Choice[],
  read: string | null | undefined,
  fallback: Choice,
): Choice => choices.find((known) => known === read) ?? fallback

/** A value that the API leaves out has its default (docs/api.md, Fields). */
const readAs = (tunnel: Tunnel, word: string | null | undefined, fallback: string) =>
  tunnel.health_check?.enabled === false ? null : choice(word || fallback)

const health_enabled = field({
  path: 'health_check.enabled',
  step: 'health',
  label: "Check this tunnel's health",
  term: 'Health check',
  control: 'open',
  required: false,
  part: null,
  secret: false,
  values: { health_enabled: on },
  others: {},
  isBlank: never,
  judge: (values) => judgeHealthCheckSwitch(values.health_enabled),
  isBeyondTyping: never,
  toWire: (values) => values.health_enabled,
  fromWire: ({ health_check }) => ({ health_enabled: health_check?.enabled ?? true }),
  review: (values) => onOff(values.health_enabled),
  page: ({ health_check }) =>
    health_check?.enabled === false ? words('Off: the tunnel looks 100% down in health views') : onOff(true),
  example: { values: { health_enabled: true }, wire: true },
})

const health_direction = field({
  path: 'health_check.direction',
  step: 'health',
  label: 'Direction',
  term: 'Health direction',
  control: 'open',
  required: false,
  part: 'health_enabled',
  secret: false,
  // The default of Cloudflare's dashboard. An absent value in a tunnel is the API's default, which differs
  // (docs/api.md, Contradictions between sources).
  values: { health_direction: z._default(z.enum(HEALTH_CHECK_DIRECTIONS), 'bidirectional') },
  others: {},
  isBlank: never,
  judge: nothing,
  isBeyondTyping: never,
  toWire: (values) => values.health_direction,
  fromWire: ({ health_check }) => ({
    health_direction: oneOf(
      HEALTH_CHECK_DIRECTIONS,
      health_check?.direction,
      HEALTH_CHECK_DEFAULTS.direction,
    ),
  }),
  review: (values) => choice(values.health_direction),
  page: (tunnel) => readAs(tunnel, tunnel.health_check?.direction, HEALTH_CHECK_DEFAULTS.direction),
  example: { values: { health_direction: 'unidirectional' }, wire: 'unidirectional' },
})

const health_type = field({
  path: 'health_check.type',
  step: 'health',
  label: 'Type',
  term: 'Health type',
  control: 'open',
  required: false,
  part: 'health_enabled',
  secret: false,
  values: { health_type: z._default(z.enum(HEALTH_CHECK_TYPES), 'reply') },
  others: {},
  isBlank: never,
  judge: nothing,
  isBeyondTyping: never,
  toWire: (values) => values.health_type,
  fromWire: ({ health_check }) => ({
    health_type: oneOf(HEALTH_CHECK_TYPES, health_check?.type, HEALTH_CHECK_DEFAULTS.type),
  }),
  review: (values) => choice(values.health_type),
  page: (tunnel) => readAs(tunnel, tunnel.health_check?.type, HEALTH_CHECK_DEFAULTS.type),
  example: { values: { health_type: 'request' }, wire: 'request' },
})

const health_rate = field({
  path: 'health_check.rate',
  step: 'health',
  label: 'Rate',
  term: 'Health rate',
  control: 'open',
  required: false,
  part: 'health_enabled',
  secret: false,
  values: { health_rate: z._default(z.enum(HEALTH_CHECK_RATES), 'mid') },
  others: {},
  isBlank: never,
  judge: nothing,
  isBeyondTyping: never,
  toWire: (values) => values.health_rate,
  fromWire: ({ health_check }) => ({
    health_rate: oneOf(HEALTH_CHECK_RATES, health_check?.rate, HEALTH_CHECK_DEFAULTS.rate),
  }),
  review: (values) => choice(values.health_rate),
  page: (tunnel) => readAs(tunnel, tunnel.health_check?.rate, HEALTH_CHECK_DEFAULTS.rate),
  example: { values: { health_rate: 'high' }, wire: 'high' },
})

const health_target = field({
  path: 'health_check.target.saved',
  step: 'health',
  label: 'Target',
  term: 'Health target',
  control: 'open',
  required: false,
  part: 'health_enabled',
  secret: false,
  values: { health_target: text },
  others: { ...health_direction.values, ...customer_endpoint.values },
  isBlank: (values) => isBlankText(values.health_target),
  judge: (values) =>
    judgeHealthCheckTarget(
      tidyAddress(values.health_target),
      values.health_direction,
      tidyAddress(values.customer_endpoint),
    ),
  isBeyondTyping: never,
  toWire: (values) => sentAddress(values.health_target),
  fromWire: ({ health_check }) => ({ health_target: savedTarget(health_check?.target) }),
  review: (values) => mono(tidyAddress(values.health_target)),
  page: ({ health_check }) => {
    const saved = savedTarget(health_check?.target)
    const effective = typeof health_check?.target === 'object' ? health_check.target?.effective : null
    if (saved) return mono(saved)
    return effective ? mono(effective, 'default') : null
  },
  example: { values: { health_target: '203.0.113.45' }, wire: '203.0.113.45' },
})

/**
 * Read-only at the API: the target that is used if none is saved. The page shows it as the target's default.
 */
const health_target_effective = field({
  path: 'health_check.target.effective',
  step: 'health',
  label: 'Effective target',
  term: 'Effective health target',
  control: 'none',
  required: false,
  part: 'health_enabled',
  secret: false,
  values: {},
  others: {},
  isBlank: () => true,
  judge: nothing,
  isBeyondTyping: never,
  toWire: () => undefined,
  fromWire: () => ({}),
  review: () => NONE,
  page: () => null,
  example: null,
})

/** In the order of the page. */
export const HEALTH_FIELDS = {
  health_enabled,
  health_direction,
  health_type,
  health_rate,
  health_target,
  health_target_effective,
}
