/** The table of hostile requests, with similar valid ones that must pass. */
import { addresses } from './addresses.ts'
import { bodies } from './bodies.ts'
import type { Case } from './case.ts'
import { framing } from './framing.ts'
import { guard } from './guard.ts'
import { routes } from './routes.ts'
import { sandbox } from './sandbox.ts'

export const corpus: readonly Case[] = [...guard, ...addresses, ...bodies, ...routes, ...sandbox, ...framing]
