/** A value that a machine reads, set in mono and safe in right-to-left text. */
export const Address = ({ value }: { value: string }) => <bdi dir="ltr">{value}</bdi>
