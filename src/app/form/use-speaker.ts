import { useQuery } from '@tanstack/react-query'
import { type Meta, speakerOf } from '../../contract/meta.ts'
import { metaQuery } from '../queries.ts'

/** Where answers come from. Until the server has said so nothing has been answered either. */
export const useMode = (): Meta['mode'] => useQuery(metaQuery).data?.mode ?? 'live'

/** Who is quoted when an answer is shown: the stand-in never speaks in Cloudflare's name. */
export const useSpeaker = (): string => speakerOf(useMode())
