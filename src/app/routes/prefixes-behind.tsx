/** In the form of a tunnel without BGP: the prefixes that become its static routes. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { endsOfText } from '../../contract/address.ts'
import { type Finding, mostSevereFirst } from '../../contract/finding.ts'
import { judgePriority, judgeRoutePrefix } from '../../contract/rules/route.ts'
import { grouped } from '../counted.ts'
import { useTunnelForm } from '../form/use-tunnel-form.tsx'
import { tunnelListQuery } from '../queries.ts'
import { Button } from '../ui/button.tsx'
import { Field, type Message } from '../ui/field.tsx'
import { TextInput } from '../ui/input.tsx'
import { type PrefixPlan, prefixesOf, readPlan, writePlan } from './planned-prefixes.ts'
import { routeListQuery } from './route-query.ts'

const MOST_SAID = 3

const messageOf = (findings: readonly Finding[]): Message | null => {
  const sorted = mostSevereFirst(findings)
  const [first] = sorted
  if (!first) return null
  const more = sorted.length - MOST_SAID
  return {
    tone: first.severity,
    text: (
      <>
        {sorted.slice(0, MOST_SAID).map(({ message }, index) => (
          <span key={message} className={index > 0 ? 'block' : undefined}>
            {message}
          </span>
        ))}
        {more > 0 && <span className="block">and {more} more</span>}
      </>
    ),
  }
}

/** The prefixes of the cloned tunnel. */
const useOriginal = (id: string | undefined): readonly string[] => {
  const { data: tunnels } = useQuery({ ...tunnelListQuery, throwOnError: false })
  const { data: routes } = useQuery({ ...routeListQuery, throwOnError: false, enabled: id !== undefined })
  const original = tunnels?.find((tunnel) => tunnel.id === id)
  const hop = original && endsOfText(original.interface_address)?.customer
  return [...new Set((routes ?? []).flatMap(({ nexthop, prefix }) => (nexthop === hop ? prefix : [])))]
}

const OriginalPrefixes = ({ onUse, prefixes }: { onUse(): void; prefixes: readonly string[] }) =>
  prefixes.length === 0 ? null : (
    <Button variant="text" onClick={onUse}>
      Use the original's ({grouped(prefixes.length)})
    </Button>
  )

export const PrefixesBehind = () => {
  const { draftId, touch, purpose } = useTunnelForm()
  const from = purpose.kind === 'create' ? purpose.from?.id : undefined
  const original = useOriginal(from)
  const [plan, setPlan] = useState(() => readPlan(draftId))
  const [isJudged, setJudged] = useState(plan.text !== '')
  const change = (part: Partial<PrefixPlan>) => {
    const next = { ...plan, ...part }
    setPlan(next)
    writePlan(draftId, next)
    touch()
  }
  const prefixes = prefixesOf(plan)
  const findings = prefixes.flatMap((prefix) => judgeRoutePrefix(prefix).slice(0, 1))
  const priority = prefixes.length === 0 ? [] : judgePriority(plan.priority, { prefix: '', nexthop: '' }, [])
  /** One at a time: a fix for one prefix need not be right for another. */
  const [wrong] = prefixes.filter((prefix) => judgeRoutePrefix(prefix)[0]?.fix)
  const fixed = wrong === undefined ? undefined : judgeRoutePrefix(wrong)[0]?.fix
  const message = isJudged ? messageOf(findings) : null
  return (
    <>
      <Field
        id="prefixes-behind"
        label="Prefixes behind this router"
        optional
        hint="After Create each becomes a static route into this tunnel. One per line, or separated by commas."
        aux={
          original.length > 0 && (
            <OriginalPrefixes
              prefixes={original}
              onUse={() => {
                change({ text: [...new Set([...prefixes, ...original])].join('\n') })
                setJudged(true)
              }}
            />
          )
        }
        message={
          message && {
            ...message,
            action: fixed && (
              <Button
                variant="fix"
                onClick={() =>
                  change({
                    text: prefixes.flatMap((each) => (each === wrong ? fixed.value || [] : each)).join('\n'),
                  })
                }
              >
                {fixed.label}
              </Button>
            ),
          }
        }
        alone
      >
        {(aria) => (
          <div className="control-frame h-auto! py-2" data-tone={message?.tone}>
            <textarea
              {...aria}
              rows={4}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              placeholder="10.20.0.0/16"
              className="mono w-full resize-y bg-transparent text-(length:--text-machine) outline-none"
              value={plan.text}
              onChange={(event) => change({ text: event.target.value })}
              onBlur={() => setJudged(true)}
            />
          </div>
        )}
      </Field>
      {prefixes.length > 0 && (
        <div className="max-w-80">
          <Field
            id="prefixes-priority"
            label="Priority of these routes"
            hint={
              from
                ? "The lowest wins. With the original's priority both share the traffic; a backup needs a higher number."
                : 'The lowest wins: 100 is usual, 200 for a backup.'
            }
            message={messageOf(priority)}
            alone
          >
            {(aria) => (
              <TextInput
                {...aria}
                mono
                inputMode="numeric"
                value={plan.priority}
                onChange={(event) => change({ priority: event.target.value })}
              />
            )}
          </Field>
        </div>
      )}
    </>
  )
}
