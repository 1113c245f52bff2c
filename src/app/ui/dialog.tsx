/**
 * A native modal dialog, also available as a drawer at the right edge. Escape and its button close it. The focus goes
 * to the element with `takeFocus`, else to the heading.
 */
import X from 'lucide-react/icons/x'
import {
  createContext,
  type ReactNode,
  type Ref,
  use,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Button } from './button.tsx'
import { useSpoken } from './live-region.tsx'

interface DialogProps {
  title: string
  open: boolean
  onClose(): void
  kind?: 'dialog' | 'wide' | 'drawer' | 'sheet'
  /** Why it cannot be closed now. */
  keptOpen?: string | undefined
  children: ReactNode
}

const KINDS = {
  dialog: 'm-auto w-[min(28rem,calc(100vw-2rem))] rounded-dialog',
  wide: 'm-auto w-[min(52rem,calc(100vw-2rem))] rounded-dialog',
  drawer: 'mr-0 ml-auto h-dvh max-h-dvh w-[min(24rem,100vw)] max-w-none',
  sheet: 'mt-auto mb-0 w-full max-w-none rounded-t-dialog',
}

/**
 * A ref for the element that receives the focus when a dialog opens, or when it appears in an open dialog.
 * `showModal` looks for the attribute, which React does not render.
 */
export const takeFocus = (element: HTMLElement | null): void => {
  element?.setAttribute('autofocus', '')
  element?.focus()
}

interface Busy {
  isBusy: boolean
  setBusy(isBusy: boolean): void
}

const BusyContext = createContext<Busy>({ isBusy: false, setBusy: () => {} })

/** Keeps the dialog around this component open while a request is under way: only here its outcome is shown. */
export const useBusyDialog = (isBusy: boolean): void => {
  const { setBusy } = use(BusyContext)
  useEffect(() => {
    setBusy(isBusy)
    return () => setBusy(false)
  }, [isBusy, setBusy])
}

const WAIT = 'Wait for the answer: closing does not stop the request'

interface CancelButtonProps {
  onClick(): void
  ref?: Ref<HTMLButtonElement>
  children?: ReactNode
}

/** Closes the dialog without doing anything. */
export const CancelButton = ({ children = 'Cancel', ...rest }: CancelButtonProps) => {
  const { isBusy } = use(BusyContext)
  return (
    <Button {...rest} disabledReason={isBusy ? WAIT : undefined}>
      {children}
    </Button>
  )
}

/**
 * A modal dialog hides everything outside of it from screen readers, also the page's live region. What was said before
 * the dialog opened is not repeated.
 */
const LiveRegionHere = () => {
  const text = useSpoken()
  const [before, setBefore] = useState<string | null>(text)
  if (before !== null && before !== text) setBefore(null)
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {before === null && text}
    </div>
  )
}

/** The buttons of a dialog, in sight also where its content is longer than the window. */
export const DialogActions = ({ children }: { children: ReactNode }) => (
  <div className="sticky -bottom-5 z-1 -mx-5 mt-4 -mb-5 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-canvas px-5 py-3 short:static">
    {children}
  </div>
)

export const Dialog = ({ title, open, onClose, kind = 'dialog', keptOpen, children }: DialogProps) => {
  const ref = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const [isBusy, setBusy] = useState(false)
  const busy = useMemo(() => ({ isBusy, setBusy }), [isBusy])
  const reason = isBusy ? WAIT : keptOpen
  useLayoutEffect(() => {
    const dialog = ref.current
    if (open && dialog) {
      // The focus must be able to return: `showModal` would close an open panel, but remember a control inside it.
      document.querySelector<HTMLElement>(':popover-open')?.hidePopover()
      dialog.showModal()
      // Without an element that takes the focus, the browser focuses the button that closes the dialog.
      if (!dialog.querySelector('[autofocus]')) heading.current?.focus()
    }
    // Closing restores the focus; removing the dialog from the page does not.
    return () => dialog?.close()
  }, [open])
  return (
    <dialog
      ref={ref}
      aria-label={title}
      onCancel={(event) => reason && event.preventDefault()}
      onClose={({ currentTarget }) => currentTarget.open || onClose()}
      className={`border border-line scroll-pb-20 bg-canvas [--bg:var(--color-canvas)] p-5 [overflow-wrap:anywhere] text-fg shadow-float backdrop:bg-[rgb(0_0_0/0.4)] ${KINDS[kind]}`}
    >
      {open && (
        <BusyContext value={busy}>
          <div className="mb-3 flex items-center justify-between gap-4">
            <h2 ref={heading} tabIndex={-1} className="min-w-0 text-lg font-semibold">
              {title}
            </h2>
            <Button variant="icon" onClick={onClose} aria-label="Close" disabledReason={reason}>
              <X aria-hidden="true" className="size-4" />
            </Button>
          </div>
          {children}
          <LiveRegionHere />
        </BusyContext>
      )}
    </dialog>
  )
}
