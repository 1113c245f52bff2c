/** Asks for the new health check settings, and starts with those that most of the tunnels have. */
import { useState } from 'react'
import type { Tunnel } from '../../../../contract/tunnel.ts'
import {
  HEALTH_CHECK_DEFAULTS,
  HEALTH_CHECK_RATES,
  HEALTH_CHECK_TYPES,
} from '../../../../contract/tunnel-values.ts'
import { counted, grouped } from '../../../counted.ts'
import { isChecked } from '../../../state/state.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceList } from '../../../ui/choice-list.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { Switch } from '../../../ui/switch.tsx'
import type { HealthChange } from './plan.ts'

interface HealthDialogProps {
  tunnels: readonly Tunnel[]
  onClose(): void
  onChoose(to: HealthChange): void
}

const choicesOf = (values: readonly string[]) =>
  values.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }))

/** How many tunnels have each value, the most common first. */
const countsOf = (values: readonly string[]): [value: string, count: number][] => {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)
}

/** `Now: 38 reply, 2 request` */
const nowText = (counts: readonly [string, number][]): string =>
  `Now: ${counts.map(([value, count]) => `${grouped(count)} ${value}`).join(', ')}`

/** A change of one setting must not change the others by accident, so that the dialog says what they are. */
const presentOf = (tunnels: readonly Tunnel[]) => {
  const switches = countsOf(tunnels.map((tunnel) => (isChecked(tunnel) ? 'on' : 'off')))
  const types = countsOf(tunnels.map(({ health_check: check }) => check?.type ?? HEALTH_CHECK_DEFAULTS.type))
  const rates = countsOf(tunnels.map(({ health_check: check }) => check?.rate ?? HEALTH_CHECK_DEFAULTS.rate))
  const most: HealthChange = {
    enabled: switches[0]?.[0] !== 'off',
    type: HEALTH_CHECK_TYPES.find((type) => type === types[0]?.[0]) ?? HEALTH_CHECK_DEFAULTS.type,
    rate: HEALTH_CHECK_RATES.find((rate) => rate === rates[0]?.[0]) ?? HEALTH_CHECK_DEFAULTS.rate,
  }
  return { most, switches: nowText(switches), types: nowText(types), rates: nowText(rates) }
}

export const HealthDialog = ({ tunnels, onClose, onChoose }: HealthDialogProps) => {
  // What the tunnels had when the dialog was opened.
  const [present] = useState(() => presentOf(tunnels))
  const [to, setTo] = useState(present.most)
  const radio = (name: 'type' | 'rate') => (value: string) => ({
    name: `bulk-${name}`,
    checked: to[name] === value,
    onChange: () => setTo({ ...to, [name]: value }),
  })
  return (
    <Dialog title={`Change the health check of ${counted(tunnels.length, 'tunnel')}`} open onClose={onClose}>
      <div className="grid gap-4">
        <Switch
          label="Check health"
          hint={`${present.switches}. Off, a tunnel looks 100% down in health views.`}
          checked={to.enabled}
          onChange={(event) => setTo({ ...to, enabled: event.target.checked })}
        />
        <ChoiceList
          legend="Type"
          hint={present.types}
          layout="row"
          choices={choicesOf(HEALTH_CHECK_TYPES)}
          radio={radio('type')}
        />
        <ChoiceList
          legend="Rate"
          hint={present.rates}
          layout="row"
          choices={choicesOf(HEALTH_CHECK_RATES)}
          radio={radio('rate')}
        />
        <p className="text-xs text-fg-2">
          Every tunnel gets these three settings. Direction and target do not change.
        </p>
      </div>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" onClick={() => onChoose(to)}>
          Check with a dry-run
        </Button>
      </DialogActions>
    </Dialog>
  )
}
