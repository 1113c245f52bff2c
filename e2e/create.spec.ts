/** The main job, from an empty form to a tunnel that is up. */
import { expect } from '@playwright/test'
import { test } from './fixtures.ts'
import { create, field, fillBasics, goOn, heading, openForm, TUNNEL, verdict } from './form.ts'
import { setPace } from './world.ts'

test('a tunnel with BGP, an MD5 key and a health check is created and watched until it is up', async ({
  page,
}) => {
  // Each state must still last longer than the five seconds between two looks of the page take to catch it.
  await setPace(page, 2)
  const posts: unknown[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/tunnels'))
      posts.push(request.postDataJSON())
  })

  await openForm(page)
  await fillBasics(page)
  await goOn(page)
  await page.getByLabel('Use BGP on this tunnel').check()
  await field(page, 'Customer ASN').fill('64700')
  await field(page, 'MD5 key').fill('lis-branch')
  await field(page, 'Extra prefixes to advertise').fill('10.20.0.0/16')
  await goOn(page)
  await page.getByRole('radio', { name: 'Unidirectional' }).check()
  await page.getByRole('radio', { name: 'Request' }).check()
  await page.getByRole('group', { name: /^Rate/ }).getByText('High', { exact: true }).click()
  await goOn(page)

  await expect(heading(page, /^Review/)).toBeFocused()
  await expect(verdict(page, 'The sandbox accepts this configuration')).toBeVisible()
  const review = page.getByRole('main')
  for (const shown of [
    TUNNEL.interface,
    '10.77.0.9',
    TUNNEL.cloudflare,
    TUNNEL.customer,
    '64700',
    '10.20.0.0/16',
  ]) {
    await expect(review).toContainText(shown)
  }
  await create(page)

  await expect(heading(page, new RegExp(TUNNEL.name))).toBeFocused()
  await expect(page).toHaveURL(/\/tunnels\/[0-9a-f]{32}$/)
  expect(posts).toEqual([
    {
      name: TUNNEL.name,
      cloudflare_endpoint: TUNNEL.cloudflare,
      customer_endpoint: TUNNEL.customer,
      interface_address: TUNNEL.interface,
      psk: expect.stringMatching(/^[A-Za-z0-9]{32,}$/),
      replay_protection: false,
      automatic_return_routing: false,
      bgp: { customer_asn: 64700, md5_key: 'lis-branch', extra_prefixes: ['10.20.0.0/16'] },
      health_check: { enabled: true, direction: 'unidirectional', type: 'request', rate: 'high' },
    },
  ])
  const { psk } = posts[0] as { psk: string }
  await expect(page.getByText(psk)).toBeVisible()

  const state = (name: string) => page.getByRole('heading', { level: 2, name, exact: true })
  await expect(state('Waiting for your router')).toBeVisible()
  await expect(state('Establishing')).toBeVisible({ timeout: 40_000 })
  await expect(state('Up')).toBeVisible({ timeout: 40_000 })
  const seen = page.getByRole('region', { name: 'Seen by this browser' }).getByRole('listitem')
  await expect(seen).toHaveText([/Up$/, /Establishing$/, /Waiting for your router$/])
})
