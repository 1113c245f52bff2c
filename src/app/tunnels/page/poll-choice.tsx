/** Shows how often the page polls its tunnel, and lets the user choose; the choice is stored on this device. */

import { formatPollChoice, POLL_CHOICES, type PollChoice, parsePollChoice } from '../../state/polling.ts'
import { Prop } from '../../ui/props-list.tsx'
import { Select } from '../../ui/select.tsx'
import type { TunnelQuery } from './watched-tunnel.ts'

const MINUTE_MS = 60_000

const lengthOf = (ms: number): string => (ms < MINUTE_MS ? `${ms / 1000} s` : `${ms / MINUTE_MS} min`)

const labelOf = (choice: PollChoice): string => {
  if (choice === 'auto') return 'Automatic'
  return choice === null ? 'Off' : lengthOf(choice)
}

const ID = 'poll-interval'

export const PollProp = ({ query: { choice, choose, everyMs } }: { query: TunnelQuery }) => (
  <Prop name={<label htmlFor={ID}>Refreshes</label>} isOnScreenOnly>
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Select
        id={ID}
        value={formatPollChoice(choice)}
        onChange={({ target: { value } }) => choose(parsePollChoice(Number(value) || value))}
        className="w-32!"
      >
        {POLL_CHOICES.map((each) => (
          <option key={labelOf(each)} value={formatPollChoice(each)}>
            {labelOf(each)}
          </option>
        ))}
      </Select>
      <span className="text-fg-2">
        {everyMs === null ? 'Only on Refresh' : `Every ${lengthOf(everyMs)} while this page is shown`}
      </span>
    </span>
  </Prop>
)
