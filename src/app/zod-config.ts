/** Every module that parses with a schema imports this; pages without schemas load no zod. */
import { config } from 'zod/mini'

// Without this zod tries `new Function`, which violates the Content-Security-Policy.
config({ jitless: true })
