/** When the next dry-run may be sent (docs/form.md, Dry-run). Depends only on time and number of calls. */

const IDLE_MS = 700
const IDLE_AMBER_MS = 2500
const SPACING_MS = 1500
/** Five checks at once, then one every three seconds: at most 25 in any minute. */
const BURST = 5
const REFILL_MS = 3000

/** The remaining API budget: green above 40 % of the calls, red below 15 %. */
type Budget = 'green' | 'amber' | 'red'

const budgetOf = (left: number): Budget => (left > 0.4 ? 'green' : left < 0.15 ? 'red' : 'amber')

export interface Pace {
  /** Records an edit. */
  edited(): void
  /** Records that a check is sent. */
  spend(): void
  /** When spacing and burst allow the next check, as a time. */
  allowedAt(): number
  /** When typing has paused for long enough; never on a red budget. */
  quietAt(): number
  /** @param left remaining share of the API budget, 0 to 1 @returns whether that changes how often to check */
  setLeft(left: number): boolean
  left(): number
  budget(): Budget
}

export const createPace = (now: () => number): Pace => {
  let editedAt = 0
  let sentAt = Number.NEGATIVE_INFINITY
  let tokens = BURST
  let tokensAt = now()
  let left = 1

  const refill = () => {
    const gained = Math.floor((now() - tokensAt) / REFILL_MS)
    if (gained <= 0) return
    tokens = Math.min(BURST, tokens + gained)
    tokensAt = tokens === BURST ? now() : tokensAt + gained * REFILL_MS
  }

  return {
    edited() {
      editedAt = now()
    },
    spend() {
      refill()
      if (tokens === BURST) tokensAt = now()
      tokens--
      sentAt = now()
    },
    allowedAt() {
      refill()
      return Math.max(sentAt + SPACING_MS, tokens > 0 ? 0 : tokensAt + REFILL_MS)
    },
    quietAt() {
      const budget = budgetOf(left)
      if (budget === 'red') return Number.POSITIVE_INFINITY
      return editedAt + (budget === 'amber' ? IDLE_AMBER_MS : IDLE_MS)
    },
    setLeft(next) {
      const isNews = budgetOf(next) !== budgetOf(left)
      left = next
      return isNews
    },
    left: () => left,
    budget: () => budgetOf(left),
  }
}
