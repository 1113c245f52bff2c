/** What a bulk change that stopped says about the rest. */
import { expect, test } from 'vitest'
import { newPlan, type Plan, resumed } from './plan.ts'
import { restOf } from './run-notes.tsx'

const CHECK = newPlan(
  { kind: 'delete' },
  ['a', 'b'].map((id) => ({ id, name: id })),
)
const CUT: Plan = {
  ...CHECK,
  phase: 'run',
  items: CHECK.items.map((item) => (item.id === 'a' ? { ...item, status: 'done' } : item)),
}

test('a reload continues only what is stored: not a check after which nothing was changed', () => {
  expect(restOf('reload', CHECK)).toMatch(/^Nothing was changed: select the tunnels again/)
  for (const plan of [CUT, resumed(CUT)]) expect(restOf('reload', plan)).toMatch(/go on with the rest/)
})
