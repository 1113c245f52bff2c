/**
 * What tabs with the same draft tell each other. A tab that is duplicated takes its draft along, so that two of
 * them may be about to create the same tunnel. Nothing typed is sent, only which draft it is.
 */
export interface OtherTabs {
  /** The draft is open in another tab, too. */
  isOpen: boolean
  /** What another tab made of it; null when none did. */
  made: { id: string; name: string } | null
}

type Message =
  | { kind: 'open' | 'here' | 'closed'; draft: string }
  | { kind: 'made'; draft: string; made: { id: string; name: string } }

const CHANNEL = 'tunneldesk.drafts'

const isMessage = (data: unknown): data is Message =>
  typeof data === 'object' && data !== null && 'kind' in data && 'draft' in data

/** One for the form that is open: a channel does not hear what it says itself. */
let channel: BroadcastChannel | null = null

const send = (message: Message) => channel?.postMessage(message)

/** Tells the other tabs that have this draft open that it became a tunnel. */
export const tellMade = (draft: string, made: { id: string; name: string }): void =>
  send({ kind: 'made', draft, made })

/**
 * Says that the draft is open here and listens for others.
 * @returns ends it
 */
export const watchOtherTabs = (draft: string, hear: (heard: Partial<OtherTabs>) => void): (() => void) => {
  const own = new BroadcastChannel(CHANNEL)
  channel = own
  const say = (kind: 'open' | 'here' | 'closed') => send({ kind, draft })
  own.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (!isMessage(data) || data.draft !== draft) return
    if (data.kind === 'made') return hear({ made: data.made })
    if (data.kind === 'open') say('here')
    hear({ isOpen: data.kind !== 'closed' })
  }
  const close = () => say('closed')
  window.addEventListener('pagehide', close)
  say('open')
  return () => {
    window.removeEventListener('pagehide', close)
    close()
    own.close()
    if (channel === own) channel = null
  }
}
