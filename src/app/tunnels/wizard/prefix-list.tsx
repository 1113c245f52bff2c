/** Prefixes to advertise: chips for the entered prefixes, and an input for the next; a paste adds several. */
import Plus from 'lucide-react/icons/plus'
import { type KeyboardEvent, type SyntheticEvent, useCallback, useMemo, useRef } from 'react'
import { splitPrefixes } from '../../../contract/address/typed-prefixes.ts'
import { rowOf } from '../../../contract/fields/table.ts'
import { grouped } from '../../counted.ts'
import { ChangedMark } from '../../form/changed-mark.tsx'
import { messageOf } from '../../form/field-message.tsx'
import { isComposing } from '../../form/input-kinds.ts'
import { useFieldView, useTunnelForm, useValue } from '../../form/use-tunnel-form.tsx'
import type { FieldView } from '../../form/view.ts'
import { Address } from '../../ui/address.tsx'
import { afterPress } from '../../ui/after-press.ts'
import { Button } from '../../ui/button.tsx'
import { Field, type Message } from '../../ui/field.tsx'
import { useSpeaker } from '../../use-speaker.tsx'
import { PrefixChips } from './prefix-chips.tsx'
import { usePrefixEditing } from './use-prefix-editing.ts'

/** Prefixes that Cloudflare's guides advertise (docs/api.md, BGP). */
const QUICK = [
  { prefix: '0.0.0.0/0', what: 'default route' },
  { prefix: '100.96.0.0/12', what: 'client devices' },
  { prefix: '100.64.0.0/12', what: 'Cloudflare source IPs' },
]

const SEPARATORS = new Set(['Enter', ',', ' ', ';'])

const badChips = (
  { server, findings, severity }: FieldView,
  chips: readonly string[],
): ReadonlySet<number> => {
  const places = server.flatMap(({ place }) => (place.kind === 'field' ? (place.index ?? []) : []))
  if (severity !== 'error') return new Set(places)
  // Equal entries have one finding.
  const texts = new Set(findings.flatMap(({ index }) => (index === undefined ? [] : chips[index])))
  return new Set([...places, ...chips.flatMap((chip, index) => (texts.has(chip) ? index : []))])
}

/** What is offered for the entries with a text, at the severity of the message. */
const offersOf = ({ findings }: FieldView, chips: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    findings
      .filter(({ severity }) => severity === findings[0]?.severity)
      .reverse()
      .flatMap(({ fix, index = -1 }) => {
        const chip = chips[index]
        return fix && chip !== undefined ? [[chip, fix.value]] : []
      }),
  )

const withAll = (message: Message, count: number, onAll: () => void): Message => ({
  ...message,
  action: (
    <>
      {message.action}
      <Button variant="fix" onClick={onAll}>
        Apply all {grouped(count)} suggestions
      </Button>
    </>
  ),
})

interface QuickAddProps {
  prefixes: typeof QUICK
  onAdd(prefix: string): void
}

const QuickAdd = ({ prefixes, onAdd }: QuickAddProps) => (
  <div className="-mt-1 mb-5 flex flex-wrap items-center gap-1.5 text-xs text-fg-2">
    Quick add
    {prefixes.map(({ prefix, what }) => (
      <button
        key={prefix}
        type="button"
        onClick={() => onAdd(prefix)}
        className="inline-flex min-h-6 items-center gap-1 rounded-chip border border-dashed border-line-strong px-1.5 hover:bg-raised"
      >
        <Plus aria-hidden="true" className="size-3" />
        <Address value={prefix} /> {what}
      </button>
    ))}
  </div>
)

export const PrefixList = () => {
  const { register, feedback } = useTunnelForm()
  const { entry, add, replace, ...editing } = usePrefixEditing()
  const chips = useValue('extra_prefixes')
  const view = useFieldView('extra_prefixes')
  const bad = useMemo(() => badChips(view, chips), [view, chips])
  const speaker = useSpeaker()
  const box = useRef<HTMLInputElement | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: its dependencies stay the same as long as the form
  const remove = useCallback((index: number) => {
    editing.remove(index)
    box.current?.focus()
  }, [])
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event)) return
    if (SEPARATORS.has(event.key) && entry().trim() !== '' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      add()
    } else if (event.key === ' ') {
      event.preventDefault()
    } else if (event.key === 'Backspace' && entry() === '' && chips.length > 0) {
      event.preventDefault()
      editing.takeBack()
    }
  }
  /** Adds a pasted list itself, because a one-line input would remove its line breaks. */
  const take = (event: SyntheticEvent, data: DataTransfer) => {
    const several = splitPrefixes(data.getData('text'))
    if (several.length < 2) return
    event.preventDefault()
    add(several)
  }

  const found = messageOf(view, {
    speaker,
    onFix: ({ index = -1 }, value) => replace(new Map([[chips[index] ?? '', value]])),
  })
  const offers = offersOf(view, chips)
  const message = found && offers.size > 1 ? withAll(found, offers.size, () => replace(offers)) : found
  const { ref, ...registered } = register('prefix_entry', {
    onBlur: () =>
      afterPress(() => {
        add()
        feedback.left('extra_prefixes')
      }),
  })
  return (
    <>
      <Field
        id="extra_prefixes"
        label={rowOf('extra_prefixes').label}
        mark={<ChangedMark field="extra_prefixes" />}
        optional
        alone
        hint="Sent to your router in addition to the Magic routing table. Paste as many as you like."
        aux={chips.length > 0 ? <span className="text-xs text-fg-3">{chips.length} in the list</span> : null}
        message={message}
      >
        {(aria) => (
          <div className="control-frame h-auto! min-h-9 flex-wrap gap-1.5! py-1.5" data-tone={message?.tone}>
            {chips.length > 0 && <PrefixChips prefixes={chips} bad={bad} onRemove={remove} />}
            <input
              {...aria}
              {...registered}
              ref={(element) => {
                ref(element)
                box.current = element
              }}
              type="text"
              className="mono h-6! min-w-32"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              onKeyDown={onKeyDown}
              onPaste={(event) => take(event, event.clipboardData)}
              onDrop={(event) => take(event, event.dataTransfer)}
            />
          </div>
        )}
      </Field>
      <QuickAdd
        prefixes={QUICK.filter(({ prefix }) => !chips.includes(prefix))}
        onAdd={(prefix) => {
          add([prefix])
          box.current?.focus()
        }}
      />
    </>
  )
}
