/** The values and findings of a route's form. A field shows its findings after it has lost the focus. */
import { useMemo, useState } from 'react'
import { tidyAddress } from '../../contract/address/typed-address.ts'
import type { Route } from '../../contract/route.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { afterPress } from '../ui/after-press.ts'
import type { RouteFieldState } from './route-field.tsx'
import {
  hasError,
  judgeRoute,
  ROUTE_FIELDS,
  type RouteField,
  type RouteValues,
  routeToWire,
  wrongFields,
} from './route-values.ts'
import { useRouteCheck } from './use-route-check.ts'

interface RouteFormSetup {
  before: Route | null
  start: RouteValues
  routes: readonly Route[]
  tunnels: readonly Tunnel[] | undefined
  isSending: boolean
  onTyped(values: RouteValues): void
}

const ADDRESSES: readonly RouteField[] = ['prefix', 'nexthop']
const REQUIRED: readonly RouteField[] = ['prefix', 'nexthop', 'priority']

export const useRouteForm = ({ before, start, routes, tunnels, isSending, onTyped }: RouteFormSetup) => {
  const [values, setValues] = useState(start)
  const [isTouched, setTouched] = useState(false)
  /** Fields that have lost the focus; fields that start with a value are included. */
  const [left, setLeft] = useState<ReadonlySet<RouteField>>(
    () => new Set(ROUTE_FIELDS.filter((field) => start[field] !== '')),
  )
  const others = useMemo(() => routes.filter(({ id }) => id !== before?.id), [routes, before])
  const findings = useMemo(
    () => judgeRoute(values, { routes: others, tunnels, before }),
    [values, others, tunnels, before],
  )
  const wrong = wrongFields(findings)
  // Once its finding is shown, a blank field is wrong like any other.
  const missing = REQUIRED.filter((field) => values[field].trim() === '' && !left.has(field))
  const payload = useMemo(() => routeToWire(values, before), [values, before])
  const check = useRouteCheck({ id: before?.id ?? null, payload, wrong: wrong.length, missing, isTouched })

  const set = (next: RouteValues) => {
    setValues(next)
    onTyped(next)
  }
  const fields: RouteFieldState = {
    valueOf: (field) => values[field],
    findingsOf: (field) => (left.has(field) ? findings[field] : []),
    // The API's error may be about an earlier value, or about a blank that our own rule explains better.
    errorsOf: (field) => (left.has(field) && hasError(findings[field]) ? [] : check.errors[field]),
    change(field, value) {
      setTouched(true)
      set({ ...values, [field]: value })
    },
    leave(field) {
      const tidy = ADDRESSES.includes(field) ? tidyAddress(values[field]) : values[field].trim()
      if (tidy !== values[field]) set({ ...values, [field]: tidy })
      // A message that appears during a press would move the pressed button away.
      afterPress(() => {
        if (values[field] !== '') setLeft((now) => new Set([...now, field]))
        check.dryRun.hurry()
      })
    },
    isReadOnly: isSending,
  }
  return {
    values,
    wrong,
    others,
    check,
    fields,
    /** Shows the findings of every field, after the button was pressed. */
    force: () => setLeft(new Set(ROUTE_FIELDS)),
    /** Replaces all values. */
    replace(next: RouteValues) {
      setTouched(true)
      set(next)
    },
  }
}
