/** To be imported by every module that parses with a schema, so that pages without one load no zod. */
import { config } from 'zod/mini'

// zod would try `new Function`, which the Content-Security-Policy reports as a violation.
config({ jitless: true })
