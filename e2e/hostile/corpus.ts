/** The table of hostile requests, with the good ones beside them that must pass. */
import { addresses } from './addresses.ts'
import { bodies } from './bodies.ts'
import type { Case } from './case.ts'
import { door } from './door.ts'
import { framing } from './framing.ts'

export const corpus: readonly Case[] = [...door, ...addresses, ...bodies, ...framing]
