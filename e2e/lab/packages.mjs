// @ts-check
/** Checks what the lab needs: Linux, root, namespaces, and packages, which it installs with apt-get. */
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'

const INSTALL_LIMIT_MS = 300_000

/** A file of each package, by its name in Debian and Ubuntu. */
const PACKAGES = {
  'charon-systemd': ['/usr/sbin/charon-systemd'],
  'strongswan-swanctl': ['/usr/sbin/swanctl'],
  // kernel-libipsec: ESP in user space, so that no kernel module is needed.
  'libcharon-extra-plugins': ['/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so'],
  // For group 20 in the openssl plugin, which is in another package on Ubuntu than on Debian.
  'libstrongswan-standard-plugins': ['/usr/lib/ipsec/plugins/libstrongswan-openssl.so'],
  frr: ['/usr/lib/frr/bgpd'],
  bird2: ['/usr/sbin/bird'],
  'iputils-ping': ['/usr/bin/ping', '/bin/ping'],
  iproute2: ['/usr/sbin/ip', '/sbin/ip', '/usr/bin/ip'],
  nftables: ['/usr/sbin/nft'],
  procps: ['/usr/sbin/sysctl', '/sbin/sysctl'],
}

const missingPackages = () =>
  Object.entries(PACKAGES).flatMap(([name, files]) => (files.some(existsSync) ? [] : [name]))

/** Keeps daemons from starting on the machine: every package's install script runs `policy-rc.d`. */
const POLICY = '/usr/sbin/policy-rc.d'

const say = (/** @type {string} */ text) => console.log(`lab: ${text}`)

/** @returns {string | null} why the lab cannot run here even with all packages; null when it can */
const unfit = () => {
  if (process.platform !== 'linux') return 'this system is not Linux'
  if (process.getuid?.() !== 0) return 'this user is not root'
  if (!existsSync('/dev/net/tun')) return 'there is no /dev/net/tun'
  const probe = [
    '--net',
    '--mount',
    '--pid',
    '--fork',
    '--mount-proc',
    'mount',
    '-t',
    'tmpfs',
    'tmpfs',
    '/run',
  ]
  return spawnSync('unshare', probe, { stdio: 'ignore' }).status === 0
    ? null
    : 'network and mount namespaces cannot be made (a container needs CAP_SYS_ADMIN and CAP_NET_ADMIN)'
}

/** @returns {string | null} what is missing, or null when the lab can start */
export const whatIsMissing = () => {
  const packages = missingPackages()
  return unfit() ?? (packages.length > 0 ? `these packages are missing: ${packages.join(' ')}` : null)
}

const apt = (/** @type {string[]} */ ...args) =>
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: INSTALL_LIMIT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0

/** @returns {string | null} the same as `whatIsMissing`, after installing packages with apt-get */
export const prepare = () => {
  const packages = missingPackages()
  if (unfit() !== null || packages.length === 0) return whatIsMissing()
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return whatIsMissing()
  say(`installing ${packages.join(' ')} with apt-get`)
  const keepsStill = !existsSync(POLICY)
  if (keepsStill) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    // With an unreachable mirror in the list `update` fails, although the packages may be available.
    apt('update', '-q')
    apt('install', '-qy', '--no-install-recommends', ...packages)
    say('their services do not run now, but start with the machine: systemctl disable frr bird strongswan')
  } finally {
    if (keepsStill) rmSync(POLICY)
  }
  return whatIsMissing()
}
