/** `verdict-wording.ts`: the sentence for each phase of the dry-run. */
import { describe, expect, it } from 'vitest'
import { REFUSALS } from '../../../contract/calls/refusals.ts'
import { FIELD_NAMES } from '../../../contract/fields/table.ts'
import type { Meta } from '../../../contract/meta.ts'
import type { PlacedError } from '../server-errors.ts'
import { statusOf } from '../step-status.ts'
import { STEPS } from '../steps.ts'
import type { FieldView, View } from '../view.ts'
import type { DryRunState, Phase } from './state.ts'
import { isAccepted } from './status.ts'
import { spokenProblem, wordingOf } from './verdict-wording.ts'

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

const CHECKED: DryRunState['checked'] = { verdict: { kind: 'accepted', messages: [] }, at: 0, full: false }

const stateOf = (phase: Phase): DryRunState => ({ phase, checked: CHECKED })

const say = (phase: Phase, view = viewOf(), mode: Meta['mode'] = 'sandbox', pauseS = 0) =>
  wordingOf(stateOf(phase), view, mode, pauseS)

const ACCEPTED: Phase = { kind: 'accepted', at: 0 }
const rejectedBy = (by: 'api' | 'proxy'): Phase => ({ kind: 'rejected', at: 0, by, requestId: 'r' })
const failed = (why: Extract<Phase, { kind: 'failed' }>['why'], message: string | null = null): Phase => ({
  kind: 'failed',
  why,
  message,
  requestId: 'r',
})

const objection = (code: number): PlacedError => ({
  place: { kind: 'form', pointer: null },
  message: 'no',
  code,
  documentationUrl: null,
})
const AT_KEY: PlacedError = { ...objection(1000), place: { kind: 'field', field: 'md5_key' } }
const onField = viewOf({}, { md5_key: { severity: 'error', findings: [], server: [AT_KEY] } })

/** The whole wording as one text. */
const all = (phase: Phase, view?: View, mode?: Meta['mode']) => JSON.stringify(say(phase, view, mode))

describe('the wording of the dry-run', () => {
  it('shows the remaining API budget when checks are rare', () => {
    expect(say({ kind: 'saving', left: 0.308 })).toMatchObject({
      text: 'Checking less often (API budget 31%)',
      action: 'check',
    })
  })

  it('names the speaker and the time when everything is accepted', () => {
    expect(say(ACCEPTED)).toMatchObject({
      text: 'The sandbox accepts this configuration',
      tone: 'success',
      at: 0,
      review: { mark: 'accepted', title: 'The sandbox accepts this configuration' },
    })
    expect(say(ACCEPTED, viewOf(), 'live').text).toBe('Cloudflare accepts this configuration')
  })

  it('is not "accepted" while an error about a key remains that a check without keys cannot repeat', () => {
    expect(say(ACCEPTED, onField)).toMatchObject({
      text: 'The sandbox rejects 1 field',
      tone: 'danger',
      review: { mark: 'rejected' },
    })
    expect(statusOf('review', onField, true, isAccepted(stateOf(ACCEPTED), onField)).text).toBe(
      'Not created yet',
    )
    expect(statusOf('review', viewOf(), true, isAccepted(stateOf(ACCEPTED), viewOf())).text).toBe(
      'Ready to create',
    )
  })

  it('asks for blank fields if nothing else prevents the check', () => {
    const view = viewOf({ missing: ['cloudflare_endpoint', 'interface_address'] })
    expect(say({ kind: 'blanks' }, view).text).toBe('Fill in 2 required fields to check with the sandbox')
  })

  it('offers another check if a refusal has no error in the form', () => {
    expect(say({ kind: 'forbidden', message: 'no', requestId: null }).action).toBe('check')
  })

  it('does not suggest creating without a check if the check was not allowed', () => {
    const { message } = REFUSALS.not_allowed
    const said = say({ kind: 'forbidden', message, requestId: null })
    expect(said.review.text).toBe(
      `${message}. Creating the tunnel needs the same access: ask the administrator of this server.`,
    )
  })

  it('names Cloudflare only for answers from Cloudflare', () => {
    const own = viewOf({ formErrors: [objection(REFUSALS.too_large.code)] })
    expect(say(rejectedBy('proxy'), own, 'live')).toMatchObject({
      text: 'This server refuses this request',
      review: {
        title: 'This server does not pass this request on',
        text: 'Nothing was sent to Cloudflare. Nothing has been created.',
      },
    })
    expect(all(rejectedBy('proxy'), own, 'live')).not.toMatch(/Cloudflare (rejects|accepts|says)/)
    const theirs = viewOf({ formErrors: [objection(1000)] })
    expect(say(rejectedBy('api'), theirs, 'live').text).toBe('Cloudflare rejects this configuration')
  })

  it.each([
    ['no_server', "Can't reach this server"],
    ['unreachable', "Can't reach Cloudflare"],
    ['timeout', 'Cloudflare did not answer in time'],
    ['unreadable', "Cloudflare's answer could not be read"],
    ['resting', 'Cloudflare failed repeatedly. Calls to it pause for a moment'],
    ['server', 'This server failed'],
  ] as const)('says why a check has no answer: %s', (why, text) => {
    const said = say(failed(why), viewOf(), 'live')
    expect(said).toMatchObject({ text: `${text}. You can keep editing`, action: 'check', requestId: 'r' })
    // Review says what to do next.
    expect(said.review.text).toBe(`${text}. Check again, or create the tunnel without a check.`)
    expect(JSON.stringify(said)).not.toMatch(/accepts|rejects|objection/)
  })

  it("quotes our own server's message if it has one", () => {
    expect(say(failed('server', 'This server failed')).text).toBe('This server failed. You can keep editing')
  })

  it('blames the account, not the tunnel, if Magic WAN is missing', () => {
    const view = viewOf({ formErrors: [objection(1012)] })
    const said = say({ kind: 'not_onboarded', requestId: null }, view)
    expect(said.text).toBe('This account is not onboarded to Magic WAN')
    expect(said.review.title).toBe(said.text)
    expect(JSON.stringify(said)).not.toContain('rejects')
  })

  it('has the same countdown in every place', () => {
    const said = say({ kind: 'paused', until: 0 }, viewOf(), 'live', 262)
    expect(said.text).toBe('API limit reached. Checks resume in 4:22')
    expect(said.panel).toContain('in 4:22')
    expect(said.review.text).toContain('in 4:22')
    // The announcement contains no countdown.
    expect(said.spoken).not.toMatch(/\d/)
  })

  it('says "no objection" only after an answer', () => {
    const open: Phase[] = [
      { kind: 'idle' },
      { kind: 'waiting' },
      { kind: 'checking' },
      { kind: 'offline' },
      { kind: 'paused', until: 0 },
      { kind: 'forbidden', message: 'no', requestId: null },
      failed('timeout'),
    ]
    for (const phase of open)
      expect([phase.kind, say(phase).panel]).not.toEqual([phase.kind, expect.stringContaining('objection')])
    expect(say({ kind: 'incomplete', at: 0 }).panel).toBe('The sandbox has no objection so far.')
  })

  it('shows local problems first', () => {
    const view = viewOf(
      {},
      {
        name: { severity: 'error', findings: [{ severity: 'error', message: 'taken' }], server: [] },
      },
    )
    expect(say(ACCEPTED, view)).toMatchObject({
      text: 'Fix 1 field to check with the sandbox',
      review: { mark: 'open', title: 'Not checked' },
    })
  })

  it('announces a problem with its field, who found it and how many there are', () => {
    const problem = { step: 'basics', field: 'name', label: 'Tunnel name', message: 'taken' } as const
    const view = viewOf(
      {},
      {
        name: { severity: 'error', findings: [{ severity: 'error', message: 'taken' }], server: [] },
      },
    )
    expect(spokenProblem({ ...problem, by: 'form' }, view, 'sandbox')).toBe(
      'Tunnel name: taken. 1 problem in Basics',
    )
    expect(spokenProblem({ ...problem, by: 'proxy' }, view, 'live')).toBe(
      'This server refuses Tunnel name: taken. 1 problem in Basics',
    )
  })
})
