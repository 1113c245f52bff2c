/**
 * Says aloud, once, what appears without the focus being there: a verdict, and every problem that was not there
 * before. What Continue finds is read by the summary that takes the focus.
 */
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { type Problem, problemsOf } from '../../form/problems.ts'
import { STEPS } from '../../form/steps.ts'
import { useTunnelForm, useView } from '../../form/use-tunnel-form.tsx'
import { spokenProblem } from '../../form/verdict-wording.ts'
import { announce } from '../../ui/live-region.tsx'
import { useMode } from '../../use-speaker.tsx'
import { useWording } from './use-wording.ts'

const nameOf = ({ field, message }: Problem): string => `${field} ${message}`

/** A description that changes under the focus is read by the browser itself. */
const isUnderFocus = ({ field }: Problem): boolean => field !== null && document.activeElement?.id === field

interface Heard {
  attempts: number
  names: ReadonlySet<string>
}

const NOTHING_HEARD: Heard = { attempts: 0, names: new Set() }

/** @param attempt counts how often Continue or Create found something */
export const DryRunSpeech = ({ attempt }: { attempt: number }) => {
  const { spoken } = useWording()
  const { restoredAt } = useTunnelForm()
  const mode = useMode()
  const view = useDeferredValue(useView((whole) => whole))
  // With the view that it led to.
  const attempts = useDeferredValue(attempt)
  const heard = useRef<Heard | null>(null)
  const [news, setNews] = useState({ name: '', text: '' })

  useEffect(() => {
    const problems = problemsOf(view, STEPS)
    const names = new Set(problems.map(nameOf))
    // What a page opens with is read with it. What was found before this code was loaded is not.
    const hasOpenedWithThem = restoredAt !== null || view.step === 'review'
    const before = heard.current ?? (hasOpenedWithThem ? { attempts, names } : NOTHING_HEARD)
    heard.current = { attempts, names }
    const isRead = attempts > 0 && before.attempts !== attempts
    const fresh = problems.find((problem) => !before.names.has(nameOf(problem)) && !isUnderFocus(problem))
    if (fresh && !isRead) setNews({ name: nameOf(fresh), text: spokenProblem(fresh, view, mode) })
    else setNews((last) => (names.has(last.name) ? last : { name: '', text: '' }))
  }, [view, attempts, mode, restoredAt])

  const text = news.text || spoken
  // What is no longer true is taken back.
  useEffect(() => announce(text), [text])
  return null
}
