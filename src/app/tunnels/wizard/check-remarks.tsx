/** Remarks on the last check that are not problems of the tunnel: the API's messages, and what was not checked. */
import { useAccountTunnels, useLaterDryRun } from '../../form/use-tunnel-form.tsx'
import { RequestIdLine } from '../../ui/request-id.tsx'
import { useSpeaker } from '../../use-speaker.tsx'

export const CheckRemarks = ({ requestId }: { requestId: string | null }) => {
  const { checked } = useLaterDryRun()
  const speaker = useSpeaker()
  const { isError } = useAccountTunnels()
  return (
    <div className="grid gap-3 text-fg-2 not-empty:mt-3">
      {checked?.verdict.messages.map(({ code, message }) => (
        <p key={`${code} ${message}`}>
          {speaker}: {message}
        </p>
      ))}
      {requestId && <RequestIdLine id={requestId} />}
      {isError && (
        <p className="text-xs">
          The list of tunnels could not be loaded, so duplicates cannot be checked here. The API checks them
          itself.
        </p>
      )}
    </div>
  )
}
