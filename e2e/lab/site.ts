/** The customer's end: a router that loads files as they are, and a host behind it. */
import { connect, type End, startEnd } from './end.ts'
import { type Speaker, startBird, startFrr } from './speakers.ts'
import { type Charon, DEVICE, startCharon } from './strongswan.ts'

/** A file with the path at which it lies on the router. */
export interface File {
  path: string
  text: string
}

/** The network behind the router, which the files announce. */
export const LAN = { prefix: '10.20.0.0/16', router: '10.20.0.1', host: '10.20.0.10', length: 16 }
/** The router's outer interface, and its next hop. */
export const WAN = { device: 'eth0', gateway: '100.64.0.1' }

export interface SiteOptions {
  files: readonly File[]
  /** The router's own outer address. */
  address: string
  /** What the files call the tunnel. */
  identifier: string
}

export interface Site {
  router: End
  host: End
  charon: Charon
  /** Starts IKE. Rejects with what strongSwan says against the files. */
  call(): Promise<void>
  /** Once the tunnel is up: interface, rules, MSS clamp and routing, each with the files' own commands. */
  route(): Promise<Speaker>
  close(): Promise<void>
}

const cable = async (far: End, router: End, host: End, address: string): Promise<void> => {
  await connect(router, WAN.device, far, 'customer')
  await connect(router, 'lan', host, 'lan')
  await far.run(['ip', 'address', 'add', `${WAN.gateway}/32`, 'dev', 'customer'])
  await far.run(['ip', 'route', 'add', `${address}/32`, 'dev', 'customer'])
  await router.run(['ip', 'address', 'add', `${address}/32`, 'dev', WAN.device])
  // As many hosters have it: one address, and a gateway outside of its subnet.
  const wan = ['ip', 'route', 'add', 'default', 'via', WAN.gateway, 'dev', WAN.device]
  await router.run([...wan, 'onlink', 'metric', '1024'])
  await router.run(['ip', 'address', 'add', `${LAN.router}/${LAN.length}`, 'dev', 'lan'])
  await host.run(['ip', 'address', 'add', `${LAN.host}/${LAN.length}`, 'dev', 'lan'])
  await host.run(['ip', 'route', 'add', 'default', 'via', LAN.router])
}

/** @param far the end that plays Cloudflare, which must be ready: the files call it at once */
export const startSite = async (far: End, { files, address, identifier }: SiteOptions): Promise<Site> => {
  const [router, host] = await Promise.all([startEnd('router'), startEnd('host')])
  const close = async () => {
    await Promise.all([router.close(), host.close()])
  }
  try {
    await cable(far, router, host, address)
    for (const { path, text } of files) router.write(path, text, path.startsWith('/usr') ? 0o755 : 0o644)
    const charon = await startCharon(router)
    const route = async () => {
      // kernel-libipsec looks for its device by name for the first child; later it may be renamed. Under the
      // name that the script looks for, it stands in for the XFRM interface that the script would make.
      await router.run(['ip', 'link', 'set', DEVICE, 'name', identifier])
      await router.run([`/usr/local/sbin/${identifier}`, 'up'])
      await router.run(['nft', '-f', `/etc/nftables.d/${identifier}.nft`])
      const isFrr = files.some(({ path }) => path === '/etc/frr/frr.conf')
      return isFrr ? startFrr(router) : startBird(router)
    }
    return { router, host, charon, call: charon.load, route, close }
  } catch (error) {
    await close()
    throw error
  }
}
