/** The customer's end: a router that loads the files unchanged, and a host behind it. */
import { connect, type End, startEnd } from './end.ts'
import { type Speaker, startBird, startFrr } from './speakers.ts'
import { type Charon, DEVICE, startCharon } from './strongswan.ts'

/** A file with its path on the router. */
export interface File {
  path: string
  text: string
}

/** The network behind the router, which the files announce. */
export const LAN = { prefix: '10.20.0.0/16', router: '10.20.0.1', host: '10.20.0.10', length: 16 }
/** The router's outer interface, and its gateway. */
export const WAN = { device: 'eth0', gateway: '100.64.0.1' }

export interface SiteOptions {
  files: readonly File[]
  /** The router's outer address. */
  address: string
  /** The name of the tunnel in the files. */
  identifier: string
}

export interface Site {
  router: End
  host: End
  charon: Charon
  /** Loads the files, which starts IKE. Rejects with strongSwan's errors. */
  call(): Promise<void>
  /** Sets up interface, rules, MSS clamp and routing with the commands in the files; the tunnel must be up. */
  route(): Promise<Speaker>
  close(): Promise<void>
}

const cable = async (far: End, router: End, host: End, address: string): Promise<void> => {
  await connect(router, WAN.device, far, 'customer')
  await connect(router, 'lan', host, 'lan')
  await far.run(['ip', 'address', 'add', `${WAN.gateway}/32`, 'dev', 'customer'])
  await far.run(['ip', 'route', 'add', `${address}/32`, 'dev', 'customer'])
  await router.run(['ip', 'address', 'add', `${address}/32`, 'dev', WAN.device])
  // As at many hosting providers: one address, and a gateway outside its subnet.
  const wan = ['ip', 'route', 'add', 'default', 'via', WAN.gateway, 'dev', WAN.device]
  await router.run([...wan, 'onlink', 'metric', '1024'])
  await router.run(['ip', 'address', 'add', `${LAN.router}/${LAN.length}`, 'dev', 'lan'])
  await host.run(['ip', 'address', 'add', `${LAN.host}/${LAN.length}`, 'dev', 'lan'])
  await host.run(['ip', 'route', 'add', 'default', 'via', LAN.router])
}

/** @param far Cloudflare's end, which must be ready: the files connect to it at once */
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
      // kernel-libipsec finds its device by name for the first child SA; later it can be renamed. With the name
      // in the script, it replaces the XFRM interface that the script would create.
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
