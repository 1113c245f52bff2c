/** Suggests the next free /31 for the interface address from the loaded list, without a call to the API. */
import { useState } from 'react'
import { inUseOf, suggestPair } from '../../../contract/address/free-pair.ts'
import { allPrefixes } from '../../../contract/fields/bgp.ts'
import { useAccountTunnels, useFill, useTunnelForm, useValues } from '../../form/use-tunnel-form.tsx'
import type { Message } from '../../ui/field.tsx'
import { announce } from '../../ui/live-region.tsx'
import { SuggestButton } from './suggest-button.tsx'

interface Suggestion {
  button: React.ReactNode
  /** Why no pair was found, or why it is in another range; null after the field has changed. */
  notice: Message | null
}

export const useSuggestion = (): Suggestion => {
  const { form } = useTunnelForm()
  const fill = useFill()
  const { tunnels } = useAccountTunnels()
  const [said, setSaid] = useState<{ of: string; message: Message } | null>(null)
  const isSaid = useValues(({ interface_address: current }) => said?.of === current)

  const say = (of: string, text: string) => setSaid({ of, message: { tone: 'info', text } })

  const suggest = () => {
    const inUse = inUseOf((tunnels ?? []).map(({ interface_address: address }) => address))
    const found = suggestPair(inUse, allPrefixes(form.getValues()))
    if (found.pair === null) {
      announce(found.reason)
      return say(form.getValues('interface_address'), found.reason)
    }
    fill('interface_address', found.pair)
    if (found.note) say(found.pair, found.note)
    // The router's end is announced where it is shown.
    announce(`Interface address ${found.pair} filled in. ${found.note ?? ''}`)
  }

  return {
    button: (
      <SuggestButton data-palette unknown="free pairs" onSuggest={suggest}>
        Suggest next free /31
      </SuggestButton>
    ),
    notice: said && isSaid ? said.message : null,
  }
}
