/** A machine-readable value in the monospace font, isolated from surrounding right-to-left text. */
export const Address = ({ value }: { value: string }) => <bdi dir="ltr">{value}</bdi>

/** Several, one per line. The list may contain a value twice. */
export const AddressLines = ({ lines, note }: { lines: readonly string[]; note?: string | undefined }) =>
  lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: equal values are equal lines
    <span key={index} className="block">
      <Address value={line} />
      {note && <span className="text-fg-3"> {note}</span>}
    </span>
  ))
