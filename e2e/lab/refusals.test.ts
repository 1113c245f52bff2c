/** Files with one mistake: the tunnel or session must not come up, which proves that the other tests can fail. */
import { expect, test } from 'vitest'
import { until } from './end.ts'
import { type Generated, generate, type Lab, startLab, termsOf } from './lab.ts'
import { md5Drops, PSK, rekey, tunnelWith } from './testing.ts'

const tunnel = tunnelWith()

const withText = ({ files, identifier }: Generated, from: string, to: string): Generated => {
  const changed = files.map((file) => ({ ...file, text: file.text.replaceAll(from, to) }))
  expect(changed).not.toEqual(files)
  return { files: changed, identifier }
}

/** Starts a router with these files; Cloudflare's end is configured by the tunnel. */
const attempt = async (generated: Generated, see: (lab: Lab) => Promise<void>) => {
  const lab = await startLab({ terms: termsOf(tunnel, PSK), generated })
  try {
    await see(lab)
  } finally {
    await lab.close()
  }
}

const right = () => generate(tunnel, PSK, 'frr')

test.concurrent.each<[string, () => Generated, string]>([
  ['another key', () => generate(tunnel, `${PSK}.`, 'frr'), 'AUTHENTICATION_FAILED'],
  [
    'the identity of another tunnel',
    () => withText(right(), `"fqdn:${tunnel.id}`, '"fqdn:another'),
    'AUTHENTICATION_FAILED',
  ],
  [
    'a weak group for IKE',
    () => withText(right(), 'prfsha256-ecp384', 'prfsha256-modp1024'),
    'NO_PROPOSAL_CHOSEN',
  ],
  [
    'a weak cipher for IKE',
    () => withText(right(), 'aes256gcm16-prfsha256', '3des-sha1'),
    'NO_PROPOSAL_CHOSEN',
  ],
  [
    'a weak cipher for ESP',
    () => withText(right(), 'aes256gcm16-ecp384', '3des-md5-ecp384'),
    'NO_PROPOSAL_CHOSEN',
  ],
])('%s: no child SA is established', async (_, generated, notify) => {
  await attempt(generated(), async (lab) => {
    await until(`the notify ${notify}`, async () => lab.site.charon.log().includes(notify))
    expect((await lab.cloudflare.charon.sas()).flatMap(({ children }) => children)).toEqual([])
  })
})

test.concurrent('no PFS: the tunnel comes up, and rekeying is refused', async () => {
  await attempt(withText(right(), 'aes256gcm16-ecp384', 'aes256gcm16'), async (lab) => {
    await lab.tunnelUp()
    await rekey(lab)
    await until('the refusal', async () => lab.cloudflare.charon.log().includes('no acceptable'))
    const children = (await lab.cloudflare.charon.sas()).flatMap((sa) => sa.children)
    expect(children.map(({ proposal }) => proposal)).toEqual(['AES_GCM_16-256'])
  })
})

const withBgp = (bgp: { customer_asn: number; md5_key: string }) => generate(tunnelWith({ bgp }), PSK, 'frr')

test.concurrent('another MD5 key: the tunnel is up, and TCP does not connect', async () => {
  await attempt(withBgp({ customer_asn: 65_010, md5_key: 'another' }), async (lab) => {
    await lab.tunnelUp()
    await lab.route()
    await until('segments with a wrong signature', async () => (await md5Drops(lab.cloudflare.end)) > 2)
    expect((await lab.session()).cloudflare.state).not.toBe('Established')
  })
})

test.concurrent('another ASN: TCP connects, and BGP is refused with that reason', async () => {
  await attempt(withBgp({ customer_asn: 65_011, md5_key: tunnel.bgp?.md5_key ?? '' }), async (lab) => {
    await lab.tunnelUp()
    await lab.route()
    await until('the refusal', async () => (await lab.session()).router.error.includes('Bad Peer AS'))
    expect((await lab.session()).cloudflare.state).not.toBe('Established')
  })
})
