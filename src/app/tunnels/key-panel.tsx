/** A new key, shown once: the user copies or saves it here, and it is deleted when they leave the page. */
import Download from 'lucide-react/icons/download'
import Eye from 'lucide-react/icons/eye'
import EyeOff from 'lucide-react/icons/eye-off'
import KeyRound from 'lucide-react/icons/key-round'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { fileStem } from '../export/file-name.ts'
import { dropKey, isKeySaved, markKeySaved, showKey, subscribeKeys } from '../key-handover.ts'
import { focusPageHeading } from '../page-heading.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { useLeaveWarning } from '../ui/leave-warning.ts'
import { saveFile } from '../ui/save-file.ts'
import { Tag } from '../ui/tag.tsx'

/** ID of the heading that receives the focus when the button that generated the key is removed. */
export const KEY_TITLE_ID = 'key-title'

const save = (tunnel: { id: string; name: string }, psk: string) =>
  saveFile(`${fileStem(tunnel)}-psk.txt`, `${psk}\n`, 'text/plain')

interface KeyPanelProps {
  tunnelId: string
  tunnelName: string
  psk: string
}

export const KeyPanel = ({ tunnelId, tunnelName, psk }: KeyPanelProps) => {
  const [isShown, setIsShown] = useState(true)
  // A router file that contains the key also counts as saved.
  const isSaved = useSyncExternalStore(subscribeKeys, () => isKeySaved(tunnelId))
  const code = useRef<HTMLElement>(null)

  useEffect(() => showKey(tunnelId), [tunnelId])

  useLeaveWarning(!isSaved)

  const saved = () => markKeySaved(tunnelId)
  return (
    <section
      aria-labelledby={KEY_TITLE_ID}
      className="no-print rounded-card border border-line bg-surface px-5 py-4"
    >
      <div className="grid grid-cols-[1.25rem_1fr_auto] items-start gap-x-2.5">
        <KeyRound aria-hidden="true" className="mt-0.5 size-5 text-fg-2" />
        <h2 id={KEY_TITLE_ID} tabIndex={-1} className="text-lg font-semibold">
          Pre-shared key
        </h2>
        <Tag line>Shown once</Tag>
        <p className="col-start-2 col-end-[-1] text-fg-2">
          This is the only time the key is shown. Changing the key later replaces it.
        </p>
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-2 rounded-control border border-control bg-field py-1.5 pr-1.5 pl-3">
        {/* Double spaces are part of the key. */}
        <code
          ref={code}
          className="min-w-40 flex-1 whitespace-break-spaces text-base! [overflow-wrap:anywhere]"
        >
          {isShown ? psk : '•'.repeat(24)}
        </code>
        <Button
          variant="icon"
          onClick={() => setIsShown(!isShown)}
          aria-label={isShown ? 'Hide key' : 'Show key'}
        >
          {isShown ? (
            <EyeOff aria-hidden="true" className="size-4" />
          ) : (
            <Eye aria-hidden="true" className="size-4" />
          )}
        </Button>
        <Button
          onClick={() => {
            save({ id: tunnelId, name: tunnelName }, psk)
            saved()
          }}
        >
          <Download aria-hidden="true" className="size-4" />
          Download
        </Button>
        <CopyButton
          text={() => psk}
          label="key"
          variant="primary"
          onCopied={saved}
          shown={code}
          onRefused={() => setIsShown(true)}
        >
          Copy key
        </CopyButton>
      </div>
      {isSaved && (
        <p className="mt-2 flex flex-wrap items-center gap-x-3 text-xs text-fg-2">
          Saved. It stays here until you leave the page.
          <Button
            variant="text"
            onClick={() => {
              dropKey(tunnelId)
              focusPageHeading()
            }}
          >
            Hide it permanently
          </Button>
        </p>
      )}
    </section>
  )
}
