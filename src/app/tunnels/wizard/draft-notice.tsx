/** Says that a draft was restored after a reload and what was lost, and can discard the draft. */
import { useEffect, useRef, useState } from 'react'
import { readSent, type SentNote } from '../../form/sent-create.ts'
import { useTunnelForm, useValue } from '../../form/use-tunnel-form.tsx'
import { focusPageHeading } from '../../page-heading.ts'
import { paths } from '../../paths.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { announce } from '../../ui/live-region.tsx'
import { clockOf } from '../../ui/time.tsx'

/** A create whose answer this page did not see. */
const Unsettled = ({ sent: { name, at } }: { sent: SentNote }) => (
  <Banner
    tone="warning"
    title={
      <>
        A request to create <bdi>{name}</bdi> was sent at {clockOf(at)}
      </>
    }
    actions={
      <a href={paths.list(new URLSearchParams({ q: name }).toString())} target="_blank" rel="noreferrer">
        Look for it in a new tab
      </a>
    }
  >
    The page was left before the outcome was known: the tunnel may exist, or still be created. A key that was
    generated for it may be lost, so change the key if the tunnel exists.
  </Banner>
)

export const DraftNotice = () => {
  const { restoredAt, clear, base, draftId } = useTunnelForm()
  const [unsettled] = useState(() => (base ? null : readSent(draftId)))
  const [isDismissed, setIsDismissed] = useState(false)
  // A lost key that would not be sent does not matter.
  const lost = { psk: useValue('psk_lost'), md5: useValue('md5_key_lost') }
  const sent = { psk: useValue('psk_choice') === 'own', md5: useValue('bgp_enabled') }
  const isPskLost = lost.psk && sent.psk
  const isMd5Lost = lost.md5 && sent.md5
  const isLost = useRef(isPskLost || isMd5Lost)
  useEffect(() => {
    if (restoredAt !== null)
      announce(
        `Draft restored.${isLost.current ? ' Keys were not kept.' : ''}${unsettled ? ' The tunnel may exist already.' : ''}`,
      )
  }, [restoredAt, unsettled])
  // The hidden element collapses the space reserved for an empty notice.
  if (restoredAt === null || isDismissed) return <span hidden />
  return (
    <div className="mb-5 grid gap-3">
      {unsettled && <Unsettled sent={unsettled} />}
      <Banner
        title={`Draft from ${clockOf(restoredAt)} restored`}
        onDismiss={() => {
          setIsDismissed(true)
          focusPageHeading()
        }}
        actions={
          <Button
            variant="text"
            onClick={() => {
              clear()
              focusPageHeading()
            }}
          >
            Discard draft
          </Button>
        }
      >
        {isPskLost || isMd5Lost
          ? `Keys are not kept over a reload: type the ${[isPskLost && 'pre-shared key', isMd5Lost && 'MD5 key'].filter(Boolean).join(' and the ')} again, or remove it.`
          : `It is kept in this tab, without keys, until ${base ? 'the changes are saved' : 'the tunnel is created'} or the draft is discarded.`}
      </Banner>
    </div>
  )
}
