/** One line on why health is missing, and where that is set right. The rest of the page works without it. */
import { healthTroubleOf } from './trouble.ts'

export const HealthNote = ({ error, what = 'Health' }: { error: Error; what?: string }) => {
  const { title, todo, link } = healthTroubleOf(error)
  return (
    <p role="note">
      <span className="font-medium">
        {what} is not known: {title}.
      </span>{' '}
      <span className="text-fg-2">
        {todo}{' '}
        {link && (
          <a href={link.href} target="_blank" rel="noreferrer">
            Open {link.title}
          </a>
        )}
      </span>
    </p>
  )
}
