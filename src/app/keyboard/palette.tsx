/** The command palette: opens a tunnel, a page or a step of the form, or runs an action on the current tunnel. */
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { Tunnel } from '../../contract/tunnel.ts'
import { grouped } from '../counted.ts'
import { isComposing } from '../form/input-kinds.ts'
import { STEP_TITLES, STEPS } from '../form/steps.ts'
import { paths } from '../paths.ts'
import { tunnelListQuery } from '../queries.ts'
import { ipv6Test } from '../table/search-ipv6.ts'
import { createTunnelSearch } from '../tunnels/list/search.ts'
import { DEFAULT_VIEW, formatView } from '../tunnels/list/view.ts'
import { actionsOf } from '../tunnels/tunnel-actions.ts'
import { Dialog, takeFocus } from '../ui/dialog.tsx'
import { announce } from '../ui/live-region.tsx'
import { toggleTheme } from '../ui/toggle-theme.ts'
import { useWriteRefusal } from '../use-write-refusal.ts'
import { copyActions, pageActions } from './palette-actions.ts'

interface PaletteProps {
  /** ID of the current tunnel: the one whose page is open or whose row has the focus. */
  atHand: string | null
  onClose(): void
  onHelp(): void
}

interface Entry {
  key: string
  label: string
  detail: string
  /** More words that find the entry. */
  words?: string | undefined
  /** Why it cannot be chosen. */
  disabledReason?: string | undefined
  act(): void
}

const MOST_TUNNELS = 8
const NONE: readonly Tunnel[] = []

/** A step of the create or edit form; the group is the path of the open form without the step. */
const FORM = /^(\/tunnels\/(?:new|[0-9a-f]{32}\/edit))\/[a-z]+$/

const useEntries = (q: string, { atHand, onClose, onHelp }: PaletteProps): Entry[] => {
  const { data: tunnels = NONE } = useQuery({ ...tunnelListQuery, throwOnError: false })
  const [location, navigate] = useLocation()
  const search = useSearch()
  const refusal = useWriteRefusal()
  const searchTunnels = useMemo(() => createTunnelSearch(tunnels, (tunnel) => tunnel), [tunnels])
  return useMemo(() => {
    const goTo = (path: string) => () => {
      onClose()
      navigate(path)
    }
    const here = tunnels.find(({ id }) => id === atHand)
    const actions = here
      ? actionsOf(here.id).map(
          ({ label, href, words, isWrite }): Entry => ({
            key: href,
            label: `${label} ${here.name}`,
            detail: 'Action',
            words,
            disabledReason: isWrite ? refusal : undefined,
            act: goTo(href),
          }),
        )
      : []
    // The dialog closes first, so that the focus returns to the page and announcements are read.
    const afterwards = ({ act, ...entry }: Omit<Entry, 'detail'>): Entry => ({
      ...entry,
      detail: 'Action',
      act() {
        onClose()
        act()
      },
    })
    const others = [...pageActions(), ...(here ? copyActions(here) : [])].map(afterwards)
    const [, form] = FORM.exec(location) ?? []
    // A clone's query string names its source on every step.
    const from = search === '' ? '' : `?${search}`
    const steps = form
      ? STEPS.map((step) => ({
          key: step,
          label: STEP_TITLES[step],
          detail: 'Step',
          act: goTo(`${form}/${step}${from}`),
        }))
      : []
    const pages = [
      { key: 'list', label: 'Tunnels', detail: 'Page', act: goTo(paths.tunnels) },
      { key: 'routes', label: 'Routes', detail: 'Page', act: goTo(paths.routes) },
      {
        key: 'new',
        label: 'New tunnel',
        detail: 'Page',
        words: 'create add',
        disabledReason: refusal,
        act: goTo(paths.newTunnel('basics')),
      },
      { key: 'help', label: 'Keyboard shortcuts', detail: 'Help', act: onHelp },
      {
        key: 'theme',
        label: 'Switch between light and dark',
        detail: 'Page',
        words: 'theme mode',
        act() {
          toggleTheme()
          onClose()
        },
      },
    ]
    const words = q.toLowerCase().split(/\s+/)
    const fits = ({ label, words: more = '' }: Entry) =>
      words.every((word) => `${label} ${more}`.toLowerCase().includes(word))
    const found = searchTunnels(q, ipv6Test)
    const more = found.length - MOST_TUNNELS
    const view = formatView({ ...DEFAULT_VIEW, q })
    const asked = q.trim().toLowerCase()
    // The description of a tunnel may contain the word "routes".
    const isNamed = ({ label }: Entry) => asked !== '' && label.toLowerCase().startsWith(asked)
    return [
      ...steps.filter(fits),
      ...actions.filter(fits),
      ...others.filter(fits),
      ...pages.filter(isNamed),
      ...found.slice(0, MOST_TUNNELS).map(({ id, name, interface_address }) => ({
        key: id,
        label: name,
        detail: interface_address,
        act: goTo(paths.tunnel(id)),
      })),
      ...(more > 0 && q.trim() !== ''
        ? [
            {
              key: 'all',
              label: `All ${grouped(found.length)} in the list`,
              detail: 'Page',
              act: goTo(paths.list(view)),
            },
          ]
        : []),
      ...pages.filter((page) => fits(page) && !isNamed(page)),
    ]
  }, [q, tunnels, searchTunnels, atHand, refusal, location, search, navigate, onClose, onHelp])
}

export const Palette = (props: PaletteProps) => {
  const [typed, setTyped] = useState('')
  const entries = useEntries(typed, props)
  const [chosen, setChosen] = useState(0)
  const id = useId()
  const at = Math.min(chosen, entries.length - 1)
  const isEmpty = entries.length === 0
  useEffect(() => (isEmpty ? announce('Nothing found') : undefined), [isEmpty])
  const choose = ({ disabledReason, act }: Entry) => disabledReason === undefined && act()
  const move = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    const to = {
      ArrowDown: (at + 1) % entries.length,
      ArrowUp: (at - 1 + entries.length) % entries.length,
    }[event.key]
    if (event.key === 'Enter' && entries[at]) choose(entries[at])
    if (to === undefined && event.key !== 'Enter') return
    event.preventDefault()
    if (to !== undefined && entries.length > 0) setChosen(to)
  }
  return (
    <Dialog title="Go to" open onClose={props.onClose}>
      <div className="control-frame m-0!">
        <input
          role="combobox"
          aria-label="Tunnel, address, page or action"
          aria-expanded={entries.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={entries[at] && `${id}-${entries[at].key}`}
          aria-autocomplete="list"
          placeholder="Tunnel, address, page or action"
          autoComplete="off"
          spellCheck={false}
          ref={takeFocus}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setChosen(0)
          }}
          onKeyDown={move}
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label="Results" className="mt-2 max-h-80 overflow-y-auto">
        {entries.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys act in the combobox
          <div
            key={entry.key}
            id={`${id}-${entry.key}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            aria-disabled={entry.disabledReason !== undefined || undefined}
            ref={index === at ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            onClick={() => choose(entry)}
            className="flex min-h-9 cursor-pointer items-center justify-between gap-4 rounded-chip px-2.5 hover:bg-raised aria-disabled:cursor-not-allowed aria-disabled:text-fg-3 aria-selected:bg-accent-tint forced-colors:aria-selected:outline-2"
          >
            <bdi className="truncate font-sans!">{entry.label}</bdi>
            <span className="max-w-3/5 flex-none text-xs text-fg-2">
              {entry.disabledReason ?? entry.detail}
            </span>
          </div>
        ))}
      </div>
      {isEmpty && <p className="p-2.5 text-fg-2">Nothing found.</p>}
    </Dialog>
  )
}
