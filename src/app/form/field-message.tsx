/** Turns what the model shows for a field into the one message under it, with its fix or link as a button. */
import { Link } from 'wouter'
import { isOwnCode } from '../../contract/refusals.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import type { Message } from '../ui/field.tsx'
import type { FieldFinding } from './findings.ts'
import type { FieldView } from './model.ts'
import type { PlacedError } from './server-errors.ts'

interface Extras {
  /** Who is quoted: "Cloudflare" or "The sandbox". */
  speaker: string
  onFix(finding: FieldFinding, value: string): void
}

const more = (count: number) => (count > 0 ? <span className="text-fg-3"> +{count} more</span> : null)

/** A way out that the form knows stays on offer when the API has said the same in its own words. */
const ofServer = (
  [first, ...others]: PlacedError[],
  finding: FieldFinding | undefined,
  extras: Extras,
): Message => ({
  tone: 'error',
  text: (
    <>
      {first && isOwnCode(first.code) ? 'This server' : extras.speaker}: {first?.message}{' '}
      <span className="text-fg-3">({first?.code})</span> {more(others.length)}
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

const ofFinding = (finding: FieldFinding, others: number, extras: Extras): Message => ({
  tone: finding.severity,
  text: (
    <>
      {finding.message} {more(others)}
    </>
  ),
  action: actionOf(finding, extras),
})

const actionOf = (finding: FieldFinding, { onFix }: Extras) => {
  const { fix, about } = finding
  return (
    (fix || about) && (
      <>
        {about && (
          <Link href={paths.tunnel(about.id)} target="_blank" className="text-xs">
            Open {about.name}
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
  return first ? ofFinding(first, others.length, extras) : null
}
