/**
 * Tunnels as Terraform code for Cloudflare's provider 5: a resource with every default explicit, so that nothing
 * depends on the defaults of a version, and an `import` block for the existing tunnel. The attributes are those of
 * the provider's schema (`terraform.test.ts` lists them with their source).
 */

import type { WirePath } from '../../contract/fields/field.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { block, Expression, hclString } from './hcl.ts'
import { terraformNames } from './terraform-names.ts'
import { configurationOf, wireValue } from './wire-fields.ts'

const RESOURCE = 'cloudflare_magic_wan_ipsec_tunnel'

/** Fields of the API that the provider does not have yet. */
const NOT_IN_PROVIDER = ['bgp.import_filter_id', 'bgp.export_filter_id'] as const satisfies WirePath[]

export const TERRAFORM_HEAD = `# Omit this block if the module already has one.
terraform {
  required_version = ">= 1.6"
  required_providers {
    cloudflare = {
      source  = "cloudflare/cloudflare"
      version = "~> 5.22"
    }
  }
}

variable "cloudflare_account_id" {
  type = string
}
`

/** An unknown key is not changed: null omits the attribute. */
const pskVariable = (name: string): string =>
  block(`variable "psk_${name}"`, {
    description: 'Pre-shared key. Null keeps the current one.',
    type: new Expression('string'),
    sensitive: true,
    default: null,
  })

/** Terraform asks for a variable without a default. Omitting the attribute instead would remove the key. */
const md5Variable = (name: string, key: string | null): string =>
  block(`variable "md5_key_${name}"`, {
    description: 'MD5 key of the BGP session.',
    type: new Expression('string'),
    sensitive: true,
    ...(key === null ? {} : { default: key }),
  })

/** Imports an existing resource. An import ID may contain a variable since Terraform 1.6. */
export const adoption = (resource: string, name: string, id: string): string =>
  block('import', {
    to: new Expression(`${resource}.${name}`),
    id: new Expression(`"\${var.cloudflare_account_id}/${hclString(id).slice(1, -1)}"`),
  })

const tunnelBlocks = (tunnel: Tunnel, name: string, includeMd5: boolean): string => {
  const md5Key = wireValue(tunnel, 'bgp.md5_key')
  const body = configurationOf(tunnel, NOT_IN_PROVIDER)
  if (md5Key !== undefined) {
    body.bgp = { ...(body.bgp as object), md5_key: new Expression(`var.md5_key_${name}`) }
  }
  const lost = NOT_IN_PROVIDER.filter((path) => wireValue(tunnel, path) !== undefined)
  return [
    '\n',
    adoption(RESOURCE, name, tunnel.id),
    '\n',
    ...lost.map((path) => `# The provider has no ${path}: applying this removes it.\n`),
    block(`resource "${RESOURCE}" "${name}"`, {
      account_id: new Expression('var.cloudflare_account_id'),
      ...body,
      psk: new Expression(`var.psk_${name}`),
    }),
    '\n',
    pskVariable(name),
    ...(md5Key === undefined ? [] : ['\n', md5Variable(name, includeMd5 ? String(md5Key) : null)]),
  ].join('')
}

export function* terraform(tunnels: readonly Tunnel[], includeMd5: boolean): Generator<string> {
  const names = terraformNames(tunnels)
  yield TERRAFORM_HEAD
  for (const [index, tunnel] of tunnels.entries()) yield tunnelBlocks(tunnel, names[index] ?? '', includeMd5)
}
