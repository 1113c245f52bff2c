import { describe, expect, it } from 'vitest'
import { FIELD_NAMES } from '../../contract/fields/table.ts'
import { type DryRunState, IDLE, type Verdict } from './dry-run-state.ts'
import { pillOf } from './pill.ts'
import { STEPS } from './steps.ts'
import type { FieldView, View } from './view.ts'

const NOTHING: FieldView = { severity: null, findings: [], server: [] }

const viewOf = (more: Partial<View> = {}, fields: Partial<View['fields']> = {}): View => ({
  fields: {
    ...(Object.fromEntries(FIELD_NAMES.map((field) => [field, NOTHING])) as View['fields']),
    ...fields,
  },
  stepErrors: Object.fromEntries(STEPS.map((step) => [step, []])) as unknown as View['stepErrors'],
  formErrors: [],
  missing: [],
  touched: new Set(['name']),
  step: 'basics',
  ...more,
})

const stateOf = (verdict: Verdict | null, more: Partial<DryRunState> = {}): DryRunState => ({
  ...IDLE,
  checked: verdict && { verdict, at: 0, fingerprint: '', complete: true, full: false },
  current: verdict !== null,
  ...more,
})

const accepted: Verdict = { kind: 'accepted', messages: [] }
const OBJECTION = {
  place: { kind: 'field', field: 'md5_key' },
  message: 'no',
  code: 1000,
  documentationUrl: null,
} as const

describe('the pill', () => {
  it('says what is left of the API budget when that makes checks rare', () => {
    const state = { ...stateOf(accepted, { budget: 'amber', budgetLeft: 0.308 }), current: false }
    expect(pillOf(state, viewOf(), 'live', 0)).toMatchObject({
      text: 'Checking less often (API budget 31%)',
      action: 'check',
    })
  })

  it('names the speaker and the time when everything is accepted', () => {
    expect(pillOf(stateOf(accepted), viewOf(), 'sandbox', 0)).toMatchObject({
      text: 'The sandbox accepts this configuration',
      tone: 'success',
      at: 0,
    })
    expect(pillOf(stateOf(accepted), viewOf(), 'live', 0).text).toBe('Cloudflare accepts this configuration')
  })

  it('awards nothing for an objection that a check without keys could not repeat', () => {
    const view = viewOf({}, { md5_key: { severity: 'error', findings: [], server: [OBJECTION] } })
    expect(pillOf(stateOf(accepted), view, 'sandbox', 0)).toMatchObject({
      text: 'The sandbox rejects 1 field',
      tone: 'danger',
    })
  })

  it('asks for what is blank when nothing else keeps the check from running', () => {
    const state = stateOf(accepted, { current: false, waitsForBlanks: true })
    const view = viewOf({ missing: ['cloudflare_endpoint', 'interface_address'] })
    expect(pillOf(state, view, 'sandbox', 0).text).toBe('Fill in 2 required fields to check with the sandbox')
  })

  it('shows a check as running only once it takes long', () => {
    const state = stateOf(accepted, { current: false, runningSince: 1000 })
    expect(pillOf(state, viewOf(), 'sandbox', 1299).text).toBe('Changed since last check')
    expect(pillOf(state, viewOf(), 'sandbox', 1300).text).toBe('Checking with the sandbox...')
  })

  it('offers another check where a refusal has nothing on the form to show', () => {
    const forbidden: Verdict = { kind: 'forbidden', message: 'no', requestId: null }
    expect(pillOf(stateOf(forbidden), viewOf(), 'sandbox', 0).action).toBe('check')
  })
})
