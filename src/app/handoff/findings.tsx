/** What this router does not support, and tunnel settings that differ from what it needs. */
import { Link } from 'wouter'
import { FIELDS, firstFieldAt } from '../../contract/fields/table.ts'
import type { HandoffFinding } from '../../handoff/handoff-finding.ts'
import { paths } from '../paths.ts'
import { Banner } from '../ui/banner.tsx'

const Items = ({ findings }: { findings: readonly HandoffFinding[] }) => (
  <ul className="grid gap-1">
    {findings.map(({ field, message }) => (
      <li key={`${field} ${message}`} className="[overflow-wrap:anywhere]">
        {message}
      </li>
    ))}
  </ul>
)

interface FindingsProps {
  findings: readonly HandoffFinding[]
  tunnelId: string
  /** Name of the router. */
  name: string
}

export const Findings = ({ findings, tunnelId, name }: FindingsProps) => {
  const refused = findings.filter(({ severity }) => severity === 'error')
  const doubts = findings.filter(({ severity }) => severity === 'warning')
  const edit = ([first]: readonly HandoffFinding[]) => {
    const field = firstFieldAt(first?.field ?? '')
    return (
      <Link href={paths.editTunnel(tunnelId, field ? FIELDS[field].step : 'basics')}>Edit the tunnel</Link>
    )
  }
  return (
    <div className="grid gap-3">
      {refused.length > 0 && (
        <Banner tone="error" title={`No configuration for ${name}`} actions={edit(refused)}>
          <Items findings={refused} />
        </Banner>
      )}
      {doubts.length > 0 && (
        <Banner tone="warning" title={`The tunnel is not set as ${name} needs it`} actions={edit(doubts)}>
          <Items findings={doubts} />
        </Banner>
      )}
    </div>
  )
}
