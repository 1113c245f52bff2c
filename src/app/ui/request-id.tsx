/** The id under which a call stands in the server's log, for whoever reports what went wrong. */
export const RequestIdLine = ({ id }: { id: string | null }) =>
  id ? (
    <span className="block text-xs text-fg-3">
      Request ID <bdi dir="ltr">{id}</bdi>
    </span>
  ) : null
