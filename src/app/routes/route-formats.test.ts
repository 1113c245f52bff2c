/** `route-formats.ts`: static routes in each format of the export. */
import { parse } from '@cdktf/hcl2json'
import { describe, expect, it } from 'vitest'
import { type Route, routeInput } from '../../contract/route.ts'
import { whole } from '../export/parts.ts'
import { routeConfiguration, routeTexts } from './route-formats.ts'

const plain: Route = {
  id: '7f3c2a9e51d84b06a1c7e25f90b3d814',
  prefix: '10.20.0.0/16',
  nexthop: '10.255.0.1',
  priority: 100,
  weight: null,
  scope: null,
  description: null,
}
const hostile: Route = {
  ...plain,
  id: '8f3c2a9e51d84b06a1c7e25f90b3d814',
  priority: 200,
  weight: 10,
  scope: { colo_regions: ['WEUR'], colo_names: ['den01'] },
  description: `=cmd|'a' "\${var.token}" $(id) '; reboot #`,
}

const textOf = (title: string, routes: readonly Route[]): string => {
  const text = routeTexts(routes).find((each) => each.title === title)
  if (!text) throw new Error(`There is no ${title}`)
  return whole(text.parts())
}

describe('export of static routes', () => {
  it('writes what a create accepts, without the nulls of an answer', () => {
    expect(routeConfiguration(plain)).toEqual({
      prefix: '10.20.0.0/16',
      nexthop: '10.255.0.1',
      priority: 100,
    })
    expect(routeInput.safeParse(routeConfiguration(hostile)).success).toBe(true)
  })

  it('writes Terraform that parses to the same values, with a unique name for each route', async () => {
    const read = await parse('routes.tf', textOf('Terraform', [plain, hostile]))
    const resources = read.resource.cloudflare_magic_wan_static_route
    expect(Object.keys(resources)).toEqual(['route_10_20_0_0_16_7f3c2a9e', 'route_10_20_0_0_16_8f3c2a9e'])
    expect(resources.route_10_20_0_0_16_8f3c2a9e[0]).toMatchObject({
      nexthop: '10.255.0.1',
      priority: 200,
      weight: 10,
      scope: { colo_regions: ['WEUR'], colo_names: ['den01'] },
      // A doubled dollar sign is an escaped one.
      description: hostile.description?.replace('${', () => '$${'),
    })
    expect(read.import).toHaveLength(2)
  })

  it('writes JSON and CSV that contain everything, and no formula', () => {
    expect(JSON.parse(textOf('JSON', [plain, hostile]))).toEqual([plain, hostile])
    const [head, first, second] = textOf('CSV', [plain, hostile]).split('\r\n')
    expect(head).toContain('scope.colo_regions')
    expect(first).toContain('10.20.0.0/16,10.255.0.1,100')
    expect(second).toContain(`"'=cmd`)
  })

  it('leaves out routes that cannot be created again, and says so', () => {
    const odd: Route = { ...plain, priority: 0, odd_values: { priority: 'low' } }
    for (const title of ['Terraform', 'curl']) {
      const text = textOf(title, [odd])
      expect(text).toContain(`# Left out: route "${plain.id}", priority not recognised.`)
      expect(text).not.toContain(plain.prefix)
    }
    expect(JSON.parse(textOf('JSON', [odd]))).toEqual([{ ...plain, priority: 'low' }])
    expect(textOf('CSV', [odd])).toContain('10.20.0.0/16,10.255.0.1,,')
  })

  it('writes curl commands whose bodies a shell reads as one argument', () => {
    const text = textOf('curl', [hostile])
    expect(text).toContain('/magic/routes"')
    expect(text).not.toContain('magic/routes/')
    expect(text).toContain(`'\\''; reboot #`)
  })
})
