/** Asks for the new health check settings. */
import { useState } from 'react'
import { HEALTH_CHECK_RATES, HEALTH_CHECK_TYPES } from '../../../../contract/tunnel-values.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceList } from '../../../ui/choice-list.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { Switch } from '../../../ui/switch.tsx'
import type { HealthChange } from './plan.ts'

interface HealthDialogProps {
  count: number
  open: boolean
  onClose(): void
  onChoose(to: HealthChange): void
}

const choicesOf = (values: readonly string[]) =>
  values.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }))

export const HealthDialog = ({ count, open, onClose, onChoose }: HealthDialogProps) => {
  const [to, setTo] = useState<HealthChange>({ enabled: true, type: 'reply', rate: 'mid' })
  const radio = (name: 'type' | 'rate') => (value: string) => ({
    name: `bulk-${name}`,
    checked: to[name] === value,
    onChange: () => setTo({ ...to, [name]: value }),
  })
  return (
    <Dialog title={`Change the health check of ${count}`} open={open} onClose={onClose}>
      <div className="grid gap-4">
        <Switch
          label="Check health"
          hint="Off, a tunnel looks 100% down in health views."
          checked={to.enabled}
          onChange={(event) => setTo({ ...to, enabled: event.target.checked })}
        />
        <ChoiceList
          legend="Type"
          layout="row"
          choices={choicesOf(HEALTH_CHECK_TYPES)}
          radio={radio('type')}
        />
        <ChoiceList
          legend="Rate"
          layout="row"
          choices={choicesOf(HEALTH_CHECK_RATES)}
          radio={radio('rate')}
        />
        <p className="text-xs text-fg-2">Direction and target of each tunnel do not change.</p>
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
