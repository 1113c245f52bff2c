/** The `ETag` of an answer: a browser that has the answer already gets no second copy. */
import { digestOf } from '../identity/secrets.ts'

const shortDigest = async (text: string): Promise<string> => `"${(await digestOf(text)).slice(0, 32)}"`

/** Of a list: it covers every byte. */
export const etagOfText = async (json: string): Promise<string> => `W/${await shortDigest(json)}`

/** Of a tunnel or route: all fields except the BGP status, which changes without an edit. An update sends it back. */
export const etagOf = ({ bgp_status: _status, ...stable }: Record<string, unknown>): Promise<string> =>
  shortDigest(JSON.stringify(stable))
