/** Deletes what this device stores about tunnels that no longer exist. Those keys end with the tunnel's ID. */
const OF_TUNNEL = /^tunneldesk\..+\.([0-9a-f]{32})$/

/** @param isGone whether the tunnel with this ID is one */
export const pruneKept = (isGone: (id: string) => boolean): void => {
  try {
    for (const key of Object.keys(localStorage)) {
      const [, id] = key.match(OF_TUNNEL) ?? []
      if (id !== undefined && isGone(id)) localStorage.removeItem(key)
    }
  } catch {
    // Storage is blocked, so nothing is stored.
  }
}
