/** Where answers come from, and who is quoted when one is shown. */
import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, use } from 'react'
import type { Meta } from '../contract/meta.ts'
import { speakerOf } from '../contract/speaker.ts'
import { metaQuery } from './queries.ts'

/** Until the server has said so, nothing has been answered either. */
const ModeContext = createContext<Meta['mode']>('live')

/** Asks once for the whole app: every field quotes somebody, and each would watch the query by itself. */
export const ModeProvider = ({ children }: { children: ReactNode }) => (
  <ModeContext value={useQuery(metaQuery).data?.mode ?? 'live'}>{children}</ModeContext>
)

export const useMode = (): Meta['mode'] => use(ModeContext)

/** The stand-in never speaks in Cloudflare's name. */
export const useSpeaker = (): string => speakerOf(useMode())
