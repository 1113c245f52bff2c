/** The fields of a route's form. */
import { ROUTE_REGIONS, type Route } from '../../contract/route.ts'
import { ROUTE_WEIGHT_MAX } from '../../contract/rules/route.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { takeFocus } from '../ui/dialog.tsx'
import { Pair } from '../ui/field.tsx'
import { FixedHop } from './fixed-hop.tsx'
import { type RouteFieldState, RouteTextField } from './route-field.tsx'
import type { Targets } from './route-target.ts'

interface RouteFieldsProps {
  state: RouteFieldState
  /** The tunnel whose customer side is the next hop; null makes the next hop a field. */
  tunnel: Tunnel | null
  /** The route as it was read; null for a new one. */
  before: Route | null
  targets: Targets
}

export const RouteFields = ({ state, tunnel, before, targets }: RouteFieldsProps) => {
  const nexthop = state.valueOf('nexthop')
  return (
    <>
      <RouteTextField
        state={state}
        field="prefix"
        hint="IPv4 network behind your router, for example 10.20.0.0/16."
        mono
        inputRef={takeFocus}
      />
      {tunnel ? (
        <FixedHop tunnel={tunnel} nexthop={nexthop} before={before?.nexthop} />
      ) : (
        <RouteTextField
          state={state}
          field="nexthop"
          hint={
            <>
              Your router's side of a tunnel.{' '}
              {targets(nexthop).tunnels.map(({ id, name }) => (
                <span key={id}>
                  This one is on <span dir="auto">{name}</span>.
                </span>
              ))}
            </>
          }
          mono
        />
      )}
      <Pair>
        <RouteTextField
          state={state}
          field="priority"
          hint="The lowest wins: 100 is usual, 200 for a backup. BGP's routes have 100, and a static route wins a tie."
          mono
          inputMode="numeric"
          isPaired
        />
        <RouteTextField
          state={state}
          field="weight"
          optional
          hint={`1 to ${ROUTE_WEIGHT_MAX}. Shares traffic among routes of the same prefix and priority.`}
          mono
          inputMode="numeric"
          isPaired
        />
      </Pair>
      <RouteTextField
        state={state}
        field="regions"
        optional
        hint={`Empty: everywhere. Or codes, separated by commas: ${ROUTE_REGIONS.join(', ')}.`}
        mono
      />
      <RouteTextField state={state} field="description" optional hint="What the route is for." />
    </>
  )
}
