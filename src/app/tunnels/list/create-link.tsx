/** The link to the create form; for a user who may not change anything a disabled button with the reason. */
import Plus from 'lucide-react/icons/plus'
import { memo } from 'react'
import { Link } from 'wouter'
import { paths } from '../../paths.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { useWriteRefusal } from '../../use-write-refusal.ts'

export const CreateLink = memo(() => {
  const refusal = useWriteRefusal()
  const label = (
    <>
      <Plus aria-hidden="true" className="size-4" />
      Create tunnel
    </>
  )
  return (
    <span className="contents print:hidden">
      {refusal ? (
        <Button variant="primary" disabledReason={refusal}>
          {label}
        </Button>
      ) : (
        <Link href={paths.newTunnel('basics')} className={buttonLook('primary')}>
          {label}
        </Link>
      )}
    </span>
  )
})
