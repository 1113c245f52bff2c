/** The ID of a call in the server's log, to quote in a report. */
export const RequestIdLine = ({ id }: { id: string | null }) =>
  id ? (
    <span className="block text-xs text-fg-3">
      Request ID <bdi dir="ltr">{id}</bdi>
    </span>
  ) : null
