import { expect, test } from 'vitest'
import { ACCOUNT } from '../fake-api.ts'
import { ask } from '../hostile/ask.ts'
import { INPUT, type Case, TUNNEL_ID } from '../hostile/case.ts'
import { corpus } from '../hostile/corpus.ts'
import { tokenCases } from '../hostile/identity.ts'
import { startLive } from './live.ts'
import { HOST, ORIGIN } from './start.ts'
test('explore', async () => {
  const live = await startLive()
  const target = { port: live.worker.port, host: HOST, origin: ORIGIN, signedIn: Object.entries(live.operator).map(([k, v]) => `${k}: ${v}`) }
  const rows: Case[] = [...corpus, ...(await tokenCases(live.issuer))]
  for (const row of rows) {
    live.api.seen.length = 0; live.api.tunnels.clear(); live.api.tunnels.set(TUNNEL_ID, { ...INPUT, name: 'there', id: TUNNEL_ID } as never)
    let told; try { told = (await ask(target.port, row.bytes(target))).map((t) => t.status) } catch (e) { told = String(e).slice(0, 100) }
    const seen = live.api.seen.map((s) => s.line.replace(`/accounts/${ACCOUNT}/magic`, ''))
    const ok = JSON.stringify(told) === JSON.stringify(row.expected) && (row.reaches ? JSON.stringify(seen) === JSON.stringify(row.reaches) : row.name.startsWith('passes') || seen.length === 0)
    if (!ok) console.log(row.only ?? 'both', '|', row.name, '|', JSON.stringify(row.expected), '=>', JSON.stringify(told), seen.join(';'))
  }
  console.log(rows.length, rows.filter((r) => r.only).length)
  await live.stop()
}, 300000)
