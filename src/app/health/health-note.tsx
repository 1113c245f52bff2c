/** One line on why health is missing, and where to fix that. The rest of the page works without health. */
import { ApiError } from '../api.ts'
import { RequestIdLine } from '../ui/request-id.tsx'
import { healthTroubleOf, isAboutHealth } from './trouble.ts'

interface HealthNoteProps {
  error: Error
  /** Subject and verb of the sentence: "Traffic is". */
  what?: string
  /** True if the page already says why the tunnel itself cannot be read. */
  isTroubled?: boolean
}

export const HealthNote = ({ error, what = 'Health is', isTroubled = false }: HealthNoteProps) => {
  if (isTroubled && !isAboutHealth(error)) {
    return <p className="text-fg-2">{what} not known while the tunnel cannot be read.</p>
  }
  const { title, todo, links } = healthTroubleOf(error)
  return (
    <div role="note">
      <p>
        <span className="font-medium">
          {what} not known: {title}.
        </span>{' '}
        <span className="text-fg-2">
          {todo}{' '}
          {links.map(({ href, title }, index) => (
            <span key={href}>
              {index > 0 && ', '}
              <a href={href} target="_blank" rel="noreferrer" className="underline">
                Open {title}
              </a>
            </span>
          ))}
        </span>
      </p>
      {/* Without a link the user must ask somebody else, who needs the request ID. */}
      {links.length === 0 && error instanceof ApiError && <RequestIdLine id={error.requestId} />}
    </div>
  )
}
