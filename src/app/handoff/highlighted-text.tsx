/** A configuration with highlighted comments, strings, addresses and key placeholder. The text is unchanged. */
import type { Language } from '../../handoff/device.ts'
import { type Token, tokensOf } from './tokens.ts'

const LOOKS: Record<Exclude<Token['kind'], 'plain'>, string> = {
  comment: 'text-fg-3 italic',
  text: 'text-success',
  address: 'text-accent',
  placeholder: 'rounded-chip bg-warning-tint font-semibold text-warning',
}

export const HighlightedText = ({ text, language }: { text: string; language: Language }) =>
  tokensOf(text, language).map(({ kind, text: part, at }) =>
    kind === 'plain' ? (
      part
    ) : (
      <span key={at} className={LOOKS[kind]}>
        {part}
      </span>
    ),
  )
