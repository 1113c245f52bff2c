/** Turns a field's view into the one message below it, with its fix or link. */
import { Link } from 'wouter'
import { isOwnCode } from '../../contract/calls/known-refusals.ts'
import { isolated } from '../../contract/characters.ts'
import type { FieldName } from '../../contract/fields/table.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { type Message, MessageLine } from '../ui/field.tsx'
import { useSpeaker } from '../use-speaker.tsx'
import { leadIn } from './problems.ts'
import type { PlacedError } from './server-errors.ts'
import { useFieldView } from './use-tunnel-form.tsx'
import type { FieldView } from './view.ts'

type Found = FieldView['findings'][number]

interface Extras {
  /** The source of the API's messages: "Cloudflare" or "The sandbox". */
  speaker: string
  onFix(finding: Found, value: string): void
}

/** One message is enough to act on; the others are in a disclosure, so that none is lost. */
const more = (others: readonly { message: string }[]) =>
  others.length > 0 && (
    <details className="mt-0.5">
      <summary className="min-h-6 w-fit py-1 text-fg-3">+{others.length} more</summary>
      <ul className="grid list-disc gap-1 pl-4">
        {others.map(({ message }) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </details>
  )

/** The API's error, with the form's own fix if the rules found the same problem. */
const ofServer = (
  [first, ...others]: PlacedError[],
  finding: Found | undefined,
  extras: Extras,
): Message => ({
  tone: 'error',
  text: (
    <>
      {first && leadIn({ ...first, by: isOwnCode(first.code) ? 'proxy' : 'api' }, extras.speaker)}
      <span dir="auto">{first?.message}</span> <span className="text-fg-3">({first?.code})</span>{' '}
      {more(others)}
    </>
  ),
  action: first?.documentationUrl ? (
    <a href={first.documentationUrl} target="_blank" rel="noreferrer" className="text-xs">
      Learn more about error {first.code}
    </a>
  ) : (
    finding && actionOf(finding, extras)
  ),
})

const ofFinding = (finding: Found, others: Found[], extras: Extras): Message => ({
  tone: finding.severity,
  text: (
    <>
      {finding.message} {more(others)}
    </>
  ),
  action: actionOf(finding, extras),
})

const actionOf = (finding: Found, { onFix }: Extras) => {
  const { fix, about } = finding
  return (
    (fix || about) && (
      <>
        {about && (
          <Link href={paths.tunnel(about.id)} target="_blank" className="text-xs">
            Open {isolated(about.name)}
          </Link>
        )}
        {fix && (
          <Button variant="fix" onClick={() => onFix(finding, fix.value)}>
            {fix.label}
          </Button>
        )}
      </>
    )
  )
}

export const messageOf = ({ server, findings }: FieldView, extras: Extras): Message | null => {
  const [first, ...others] = findings
  if (server.length > 0) return ofServer(server, first, extras)
  return first ? ofFinding(first, others, extras) : null
}

/** The message below a control that shows no message itself. */
export const FieldMessageLine = ({ id, field }: { id: string; field: FieldName }) => {
  const speaker = useSpeaker()
  return <MessageLine id={id} message={messageOf(useFieldView(field), { speaker, onFix: () => {} })} />
}
