/**
 * Answers to a router's questions, stored on this device by router type and by tunnel. A tunnel without answers
 * starts with the last answers for the same router type, and the page says so: it is easy to announce the prefixes
 * of another site by mistake.
 */
import { useState } from 'react'
import type { DeviceId } from '../../handoff/device-names.ts'
import { readKept, writeKept } from '../kept.ts'

type Answers = Readonly<Record<string, string>>

const parse = (kept: unknown): Answers | null => {
  if (typeof kept !== 'object' || kept === null) return null
  return Object.fromEntries(
    Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** The ID of an answer about one tunnel ends with a dot and the tunnel's ID; it does not apply to other tunnels. */
const isAboutSite = ([id]: [string, string]): boolean => !id.includes('.')

export const useAnswers = (device: DeviceId, tunnelId: string) => {
  const lastKey = `router-answers.${device}`
  const ownKey = `${lastKey}.${tunnelId}`
  const [{ answers, isBorrowed }, setState] = useState(() => {
    const own = parse(readKept(ownKey))
    const last = Object.fromEntries(Object.entries(parse(readKept(lastKey)) ?? {}).filter(isAboutSite))
    return own
      ? { answers: own, isBorrowed: false }
      : { answers: last as Answers, isBorrowed: Object.keys(last).length > 0 }
  })
  const keep = (next: Answers) => {
    setState({ answers: next, isBorrowed: false })
    writeKept(ownKey, next)
  }
  return {
    answers,
    isBorrowed,
    answer: (id: string, value: string) => {
      const next = { ...answers, [id]: value }
      keep(next)
      writeKept(lastKey, next)
    },
    /** Confirms for this tunnel the answers copied from another one. */
    accept: () => keep(answers),
    reset: () => keep({}),
  }
}
