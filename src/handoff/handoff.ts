/**
 * Makes the router configuration from a device, one tunnel or the two of a site, and the answers given so
 * far.
 */
import { error, warning } from '../contract/finding.ts'
import type { TunnelDraft } from '../contract/tunnel.ts'
import type { Check, Context, Device, HandoffFile, KeyEntry, Questions, SheetPage } from './device.ts'
import { factsOf, type Keyed, type TunnelFacts } from './facts.ts'
import type { HandoffFinding } from './handoff-finding.ts'
import { judgeSettings, judgeValues } from './judge.ts'
import type { Question } from './questions.ts'
import { sheetFile } from './sheet.ts'

export interface Input {
  tunnels: readonly [Keyed] | readonly [Keyed, Keyed]
  /** As typed, by `AskedQuestion.id`. A question without an answer uses its default. */
  answers: Readonly<Record<string, string>>
}

/** A question as the form shows it. */
export interface AskedQuestion extends Pick<Question<unknown>, 'label' | 'help' | 'control' | 'options'> {
  id: string
  /** The name of the tunnel that it is about, when the two tunnels of a site have an answer each. */
  tunnel: string | null
  fallback: string
  value: string
}

export interface Handoff {
  questions: readonly AskedQuestion[]
  /** With an error among them there are no files: a wrong file is worse than none. */
  findings: readonly HandoffFinding[]
  files: readonly HandoffFile[]
  /** For a device that is configured by hand; otherwise empty. */
  pages: readonly SheetPage[]
  notes: readonly string[]
  verify: readonly Check[]
  keyEntry: KeyEntry | null
}

const NOTHING: Handoff = {
  questions: [],
  findings: [],
  files: [],
  pages: [],
  notes: [],
  verify: [],
  keyEntry: null,
}

/** Collects the questions to ask, with their answers and the findings about those answers. */
class Reader {
  readonly asked: AskedQuestion[] = []
  readonly findings: HandoffFinding[] = []
  private readonly given: Input['answers']
  private readonly facts: readonly TunnelFacts[]

  constructor(given: Input['answers'], facts: readonly TunnelFacts[]) {
    this.given = given
    this.facts = facts
  }

  read(questions: Questions, tunnel: TunnelFacts, index: number, isPerTunnel: boolean) {
    const about = isPerTunnel ? [tunnel] : this.facts
    return Object.fromEntries(
      Object.entries(questions).map(([key, question]) => {
        const id = isPerTunnel ? `${key}.${tunnel.id}` : key
        return [key, this.answer(id, question, tunnel, index, about)]
      }),
    )
  }

  private answer(
    id: string,
    question: Question<unknown>,
    tunnel: TunnelFacts,
    index: number,
    about: readonly TunnelFacts[],
  ) {
    const { when, label, help, control, options } = question
    const isAsked = when === 'always' || about.some(({ bgp }) => (bgp !== null) === (when === 'bgp'))
    const fallback = question.fallback(tunnel, index)
    const value = (isAsked && Object.hasOwn(this.given, id) ? this.given[id] : undefined) ?? fallback
    const reading = question.read(value, tunnel)
    if (isAsked) {
      const owner = about === this.facts || this.facts.length === 1 ? null : tunnel.name
      this.asked.push({
        id,
        label,
        help,
        control,
        ...(options && { options }),
        tunnel: owner,
        fallback,
        value,
      })
    }
    if ('value' in reading) return reading.value
    if (isAsked) this.findings.push({ severity: 'error', message: reading.message, field: `answers.${id}` })
    return undefined
  }

  /** Adds a finding where two tunnels on one device have the same interface, number or name. */
  checkDistinct(questions: Questions): void {
    const [first, second] = this.facts
    if (!first || !second) return
    for (const [key, { isDistinct, label }] of Object.entries(questions)) {
      const values = [first, second].map(({ id }) =>
        this.asked.find((one) => one.id === `${key}.${id}`)?.value.trim(),
      )
      if (!isDistinct || values[0] === undefined || values[0] !== values[1]) continue
      const message = `${label} must differ between the two tunnels`
      this.findings.push({ severity: 'error', message, field: `answers.${key}.${second.id}` })
    }
  }
}

export const handoff = (device: Device, { tunnels, answers }: Input): Handoff => {
  const read = factsOf(tunnels)
  const judged = tunnels.flatMap(({ tunnel, psk }) => [
    ...judgeValues(device, { interface_address: tunnel.interface_address, bgp: tunnel.bgp, psk }),
    // A tunnel that was read has null where a draft leaves the field out.
    ...judgeSettings(device.settings(draftOf(tunnel)), tunnel),
  ])
  const facts = device.expresses.bgp === true ? read.facts : read.facts.map((one) => ({ ...one, bgp: null }))
  const [first, ...others] = facts
  if (!first || facts.length < tunnels.length) return { ...NOTHING, findings: [...read.findings, ...judged] }

  const reader = new Reader(answers, facts)
  const { site, tunnel: perTunnel } = device.questions
  const answersOf = (one: TunnelFacts, index: number) => reader.read(perTunnel, one, index, true)
  const context = {
    answers: reader.read(site, first, 0, false),
    tunnels: [
      { ...first, answers: answersOf(first, 0) },
      ...others.map((one, index) => ({ ...one, answers: answersOf(one, index + 1) })),
    ],
  } as Context<Questions, Questions>
  reader.checkDistinct(perTunnel)

  const findings = [...read.findings, ...judged, ...judgePair(device, tunnels), ...reader.findings]
  const questions = reader.asked
  if (findings.some(({ severity }) => severity === 'error')) return { ...NOTHING, questions, findings }
  return { questions, findings, ...made(device, context) }
}

/** Findings about two tunnels in one file for this device. */
const judgePair = ({ name, expresses }: Device, tunnels: Input['tunnels']): HandoffFinding[] => {
  const [first, second] = tunnels
  if (!second) return []
  if (expresses.tunnels === 1) {
    return [{ ...error(`${name}: one file holds one tunnel. Make a file for each`), field: 'tunnels' }]
  }
  const isShared = first.tunnel.cloudflare_endpoint === second.tunnel.cloudflare_endpoint
  if (isShared === (expresses.tunnels === 'two to one endpoint')) return []
  const message = isShared
    ? 'both tunnels use one Cloudflare endpoint, and routers distinguish IKE peers by address'
    : 'both tunnels of a connection need the same Cloudflare endpoint'
  return [{ ...warning(`${name}: ${message}`), field: 'cloudflare_endpoint' }]
}

const draftOf = ({ interface_address, customer_endpoint, bgp }: Keyed['tunnel']): TunnelDraft => ({
  interface_address,
  ...(customer_endpoint ? { customer_endpoint } : {}),
  ...(bgp ? { bgp: {} } : {}),
})

const made = (device: Device, context: Context<Questions, Questions>) => {
  const pages = device.kind === 'sheet' ? device.pages(context) : []
  return {
    pages,
    files: device.kind === 'sheet' ? [sheetFile(device, context.tunnels, pages)] : device.files(context),
    notes: device.notes(context),
    verify: device.verify(context),
    keyEntry: context.tunnels.some(({ psk }) => psk === null) ? (device.keyEntry?.(context) ?? null) : null,
  }
}
