/**
 * Messages between tabs with the same draft. A duplicated tab copies its draft, so that two tabs could create the
 * same tunnel. Messages contain only IDs and the name of a created tunnel, nothing else that was typed.
 */
export interface OtherTabs {
  /** Whether the draft is also open in another tab. */
  isOpen: boolean
  /** The tunnel that another tab created from it; null if none did. */
  made: { id: string; name: string } | null
}

type Message =
  | { kind: 'open' | 'here' | 'closed'; draft: string }
  | { kind: 'made'; draft: string; made: { id: string; name: string } }

const CHANNEL = 'tunneldesk.drafts'

const isMessage = (data: unknown): data is Message =>
  typeof data === 'object' && data !== null && 'kind' in data && 'draft' in data

/** The channel of the open form. A channel does not receive its own messages. */
let channel: BroadcastChannel | null = null

const send = (message: Message) => channel?.postMessage(message)

/** Tells the other tabs with this draft that its tunnel was created. */
export const postCreated = (draft: string, made: { id: string; name: string }): void =>
  send({ kind: 'made', draft, made })

/**
 * Announces that the draft is open here, and listens for other tabs.
 * @returns stops listening
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
