/** The customer's end: a router that loads files as they are, and a host behind it. */
import { endsOfText, parseCidr4 } from '../../src/contract/address.ts'
import { connect, type End, startEnd, until } from './end.ts'
import { type Speaker, startBird, startFrr } from './speakers.ts'
import { type Charon, DEVICE, startCharon } from './strongswan.ts'

/** A file with the path at which it lies on the router. */
export interface File {
  path: string
  text: string
}

/** The network behind the router, which the files announce. */
export const LAN = { prefix: '10.20.0.0/16', router: '10.20.0.1', host: '10.20.0.10', length: 16 }
/** The router's outer interface, as the files name it. */
export const WAN = 'eth0'

export interface SiteOptions {
  files: readonly File[]
  /** The tunnel's, as the API reports it. */
  interface_address: string
  /** The router's own outer address. */
  address: string
  /** What the files call the tunnel's interface. */
  device: string
}

export interface Site {
  router: End
  host: End
  charon: Charon
  /** Names the tunnel's interface as the files do, loads their firewall rules and starts their BGP daemon. */
  enterTunnel(): Promise<Speaker | null>
  close(): Promise<void>
}

const has = (files: readonly File[], path: string) => files.some((file) => file.path === path)

/** Starts IKE; the files make the router call at once, so the far end must be there. */
export const startSite = async (far: End, options: SiteOptions): Promise<Site> => {
  const { files, interface_address, address, device } = options
  const [router, host] = await Promise.all([startEnd('router'), startEnd('host')])
  const close = async () => {
    await Promise.all([router.close(), host.close()])
  }
  try {
    await connect(router, WAN, far, WAN)
    await connect(router, 'lan', host, 'lan')
    await router.run(['ip', 'address', 'add', `${address}/32`, 'dev', WAN])
    await router.run(['ip', 'route', 'add', 'default', 'dev', WAN])
    await far.run(['ip', 'route', 'add', `${address}/32`, 'dev', WAN])
    await router.run(['ip', 'address', 'add', `${LAN.router}/${LAN.length}`, 'dev', 'lan'])
    await host.run(['ip', 'address', 'add', `${LAN.host}/${LAN.length}`, 'dev', 'lan'])
    await host.run(['ip', 'route', 'add', 'default', 'via', LAN.router])
    for (const { path, text } of files) router.write(path, text, 0o640)
    const charon = await startCharon(router)
    await until(`the device ${DEVICE}`, () => router.run(['ip', 'link', 'show', DEVICE]).then(() => true))
    const ends = endsOfText(interface_address)
    const inner = `${ends?.customer}/${parseCidr4(interface_address)?.prefix}`
    await router.run(['ip', 'address', 'add', inner, 'dev', DEVICE])
    await charon.load()
    const enterTunnel = async () => {
      // kernel-libipsec finds its device by name once, for the first child; from then on it may be renamed.
      await router.run(['ip', 'link', 'set', DEVICE, 'name', device])
      for (const { path } of files.filter((file) => file.path.endsWith('.nft')))
        await router.run(['nft', '-f', path])
      if (has(files, '/etc/frr/frr.conf')) {
        await router.run(['chown', 'frr:frr', '/etc/frr/frr.conf'])
        return startFrr(router)
      }
      return has(files, '/etc/bird/bird.conf') ? startBird(router) : null
    }
    return { router, host, charon, enterTunnel, close }
  } catch (error) {
    await close()
    throw error
  }
}
