/** Edits an existing tunnel through the page, or through the API as another user. */
import { expect, type Page } from '@playwright/test'
import type { Json } from '../src/contract/json.ts'
import type { STEPS } from './form.ts'

/** A tunnel with BGP in every new world. */
export const SEEDED = 'ams-dc1-a'

const HEADERS = { 'X-Tunneldesk': '1' }

export const idOf = async ({ request }: Page, name: string): Promise<string> => {
  const { result } = await (await request.get('/api/tunnels')).json()
  return result.ipsec_tunnels.find((tunnel: Json) => tunnel.name === name).id
}

/** Reads the tunnel from the API. */
export const editOf = async ({ request }: Page, id: string): Promise<Json> =>
  (await (await request.get(`/api/tunnels/${id}`)).json()).result.ipsec_tunnel

const WRITABLE = [
  'name',
  'description',
  'cloudflare_endpoint',
  'customer_endpoint',
  'interface_address',
  'replay_protection',
  'bgp',
]

/** Changes a tunnel as another user. */
export const putTunnel = async (page: Page, id: string, change: Json) => {
  const now = await editOf(page, id)
  const kept = Object.fromEntries(WRITABLE.filter((key) => now[key] != null).map((key) => [key, now[key]]))
  const data = { ...kept, ...change }
  const response = await page.request.put(`/api/tunnels/${id}`, { headers: HEADERS, data })
  expect(response.status()).toBe(200)
}

/** Sets a tunnel's key as another user. */
export const setKey = async (page: Page, id: string) => {
  const data = { psk: 'set by another user, 42 times' }
  const response = await page.request.post(`/api/tunnels/${id}/psk`, { headers: HEADERS, data })
  expect(response.status()).toBe(200)
}

export const openEdit = async (page: Page, step: (typeof STEPS)[number], name = SEEDED) => {
  await page.goto('/tunnels')
  const id = await idOf(page, name)
  await page.goto(`/tunnels/${id}/edit/${step}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return id
}

export const reviewOf = (page: Page, id: string) =>
  page.locator(`nav a[href="/tunnels/${id}/edit/review"]`).first().click()

export const save = (page: Page) => page.getByRole('button', { name: 'Save changes' }).click()
