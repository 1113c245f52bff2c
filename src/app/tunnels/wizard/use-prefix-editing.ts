/** Changes of the list of prefixes, and of the text in its input. */
import { splitPrefixes } from '../../../contract/address/typed-prefixes.ts'
import { useFill, useTunnelForm } from '../../form/use-tunnel-form.tsx'

export const usePrefixEditing = () => {
  const { form, setValue } = useTunnelForm()
  const fill = useFill()
  const list = () => form.getValues('extra_prefixes')
  /** Adds what is in the input, and these prefixes after it. */
  const add = (more: readonly string[] = []) => {
    const all = [...splitPrefixes(form.getValues('prefix_entry')), ...more]
    if (all.length === 0) return
    setValue('prefix_entry', '')
    fill('extra_prefixes', [...list(), ...all])
  }
  const remove = (index: number) =>
    fill(
      'extra_prefixes',
      list().filter((_, position) => position !== index),
    )
  /** Moves the last prefix back to the input, so that a typing error can be corrected. */
  const takeBack = () => {
    setValue('prefix_entry', list().at(-1) ?? '')
    fill('extra_prefixes', list().slice(0, -1))
  }
  /** Replaces prefixes by what is offered for them; an empty value removes its prefix. */
  const replace = (offers: ReadonlyMap<string, string>) =>
    fill(
      'extra_prefixes',
      list()
        .map((prefix) => offers.get(prefix) ?? prefix)
        .filter((prefix) => prefix !== ''),
    )
  return { entry: () => form.getValues('prefix_entry'), add, remove, takeBack, replace }
}
