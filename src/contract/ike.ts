/**
 * The parameters that the router must offer for the tunnel to come up, from Cloudflare's reference
 * (docs/api.md, IKE and IPsec). Cloudflare only responds: it starts neither IKE nor BGP nor a rekey.
 */
export const IKE = {
  version: 'IKEv2, pre-shared key, your router starts',
  ikeProposal: 'AES-GCM-16 256, PRF SHA2-256, DH group 20',
  ikeAlternatives: 'AES-GCM-16 128 or AES-CBC 256 with SHA2-256; groups 14 and 5',
  espProposal: 'AES-GCM-16 256, PFS group 20',
  espAlternatives: 'AES-GCM-16 128 or AES-CBC 128/256 with SHA2-256 or SHA-1; PFS groups 14 and 5',
  espLifetime: '30 minutes to 8 hours',
  esn: 'Off',
  ports: 'UDP 500, UDP 4500 and ESP (protocol 50)',
  mssClamp: 1360,
} as const
