/** One line on why health is missing, and where that is set right. The rest of the page works without it. */
import { ApiError } from '../api.ts'
import { RequestIdLine } from '../ui/request-id.tsx'
import { healthTroubleOf } from './trouble.ts'

/** @param what what is missing, with its verb */
export const HealthNote = ({ error, what = 'Health is' }: { error: Error; what?: string }) => {
  const { title, todo, link } = healthTroubleOf(error)
  return (
    <div role="note">
      <p>
        <span className="font-medium">
          {what} not known: {title}.
        </span>{' '}
        <span className="text-fg-2">
          {todo}{' '}
          {link && (
            <a href={link.href} target="_blank" rel="noreferrer" className="underline">
              Open {link.title}
            </a>
          )}
        </span>
      </p>
      {/* Where somebody else is told, this is what they ask for. */}
      {!link && error instanceof ApiError && <RequestIdLine id={error.requestId} />}
    </div>
  )
}
