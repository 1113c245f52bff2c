/** Starts the BGP daemon of an end, FRR or BIRD, with its file at the usual path, and reads the session's state. */
import { type End, until } from './end.ts'

export interface Session {
  /** The state in the daemon's output: Idle, Connect, Active, OpenSent, OpenConfirm, Established. */
  state: string
  /** The daemon's reason for the last end of the session. */
  error: string
}

export interface Speaker {
  /** @param neighbor the other end's address in the tunnel */
  session(neighbor: string): Promise<Session>
}

const FRR = '/usr/lib/frr'

interface FrrNeighbor {
  bgpState: string
  lastNotificationReason?: string
}

/** Loads `/etc/frr/frr.conf` like the service: daemons first, then `vtysh -b`. */
export const startFrr = async (end: End): Promise<Speaker> => {
  await end.run(['install', '-d', '-o', 'frr', '-g', 'frr', '/run/frr', '/var/tmp/frr'])
  // Started first, because zebra removes existing routes of its protocols at start.
  for (const daemon of ['zebra', 'staticd', 'bgpd']) {
    await end.run([`${FRR}/${daemon}`, '-d', '-P', '0', '-f', '/dev/null'])
  }
  await end.run(['vtysh', '-b'])
  return {
    session: async (neighbor) => {
      const text = await end.run(['vtysh', '-c', `show bgp neighbors ${neighbor} json`])
      const { [neighbor]: seen } = JSON.parse(text) as Record<string, FrrNeighbor>
      return { state: seen?.bgpState ?? '', error: seen?.lastNotificationReason ?? '' }
    },
  }
}

/** Loads `/etc/bird/bird.conf`. */
export const startBird = async (end: End): Promise<Speaker> => {
  await end.run(['mkdir', '-p', '/run/bird'])
  await end.run(['bird', '-c', '/etc/bird/bird.conf'])
  await until('the control socket of BIRD', () => end.run(['birdc', 'show', 'status']).then(() => true))
  return {
    session: async (neighbor) => {
      const told = await end.run(['birdc', 'show', 'protocols', 'all'])
      const about =
        told.split(/\n(?=\S)/).find((part) => part.includes(`Neighbor address: ${neighbor}`)) ?? ''
      const [, state = ''] = /BGP state: +(\S+)/.exec(about) ?? []
      const [, error = ''] = /Last error: +(.*)/.exec(about) ?? []
      return { state, error }
    },
  }
}
