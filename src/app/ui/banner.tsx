/** A boxed message inside a page. `tone` is its severity; `onDismiss` adds a button that closes it. */
import CircleAlert from 'lucide-react/icons/circle-alert'
import Info from 'lucide-react/icons/info'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'

type BannerTone = 'info' | 'warning' | 'error'

const LOOKS = {
  info: { box: 'border-line-strong bg-canvas', icon: 'text-fg-2', Icon: Info },
  warning: { box: 'border-warning/40 bg-warning-tint', icon: 'text-warning', Icon: TriangleAlert },
  error: { box: 'border-danger/40 bg-danger-tint', icon: 'text-danger', Icon: CircleAlert },
}

interface BannerProps {
  tone?: BannerTone
  title?: ReactNode
  children?: ReactNode
  actions?: ReactNode
  onDismiss?: () => void
}

export const Banner = ({ tone = 'info', title, children, actions, onDismiss }: BannerProps) => {
  const { box, icon, Icon } = LOOKS[tone]
  return (
    <div className={`flex items-start gap-2.5 rounded-card border p-3 ${box}`}>
      <Icon aria-hidden="true" className={`mt-0.5 size-4 flex-none ${icon}`} />
      <div className="grid min-w-0 flex-1 gap-1">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className="text-fg-2">{children}</div>}
        {actions && <div className="mt-1 flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {onDismiss && (
        <Button variant="icon" onClick={onDismiss} aria-label="Dismiss" className="-m-1">
          <X aria-hidden="true" className="size-4" />
        </Button>
      )}
    </div>
  )
}
