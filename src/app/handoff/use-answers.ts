/**
 * Answers to a router's questions, kept on this device by kind of router and by tunnel. A tunnel without answers
 * starts with those given last for the same kind of router, and the page says so: prefixes of another site are
 * easily announced by mistake.
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

/** Answers about one tunnel have its id behind a dot, and mean nothing for another one. */
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
    /** What was taken over from another tunnel is right for this one too. */
    accept: () => keep(answers),
    reset: () => keep({}),
  }
}
