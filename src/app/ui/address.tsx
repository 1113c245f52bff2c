/** A machine-readable value in the monospace font, isolated from surrounding right-to-left text. */
export const Address = ({ value }: { value: string }) => <bdi dir="ltr">{value}</bdi>
