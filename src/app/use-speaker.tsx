/** The server's mode, and the name of the API that the page quotes in it. */
import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, use } from 'react'
import type { Meta } from '../contract/meta.ts'
import { speakerOf } from '../contract/speaker.ts'
import { metaQuery } from './queries.ts'

/** The default until the server has reported its mode: until then no answer is shown either. */
const ModeContext = createContext<Meta['mode']>('live')

/** Observes the query once for the whole app; otherwise every field would observe it. */
export const ModeProvider = ({ children }: { children: ReactNode }) => (
  <ModeContext value={useQuery(metaQuery).data?.mode ?? 'live'}>{children}</ModeContext>
)

export const useMode = (): Meta['mode'] => use(ModeContext)

/** The name of the API in messages: an answer of the stand-in is never attributed to Cloudflare. */
export const useSpeaker = (): string => speakerOf(useMode())
