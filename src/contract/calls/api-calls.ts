/**
 * Method and path of every call that the browser may make, by the name of its row in `endpoints.ts`. In their
 * own file, so that a page that only makes calls does not load the schemas.
 */

/**
 * Ids of tunnels and accounts. The API documents "at most 32 characters", and all examples are hexadecimal.
 */
export const ID_PATTERN = /^[0-9a-f]{32}$/

/**
 * `:id` in a path is the id of the tunnel or route. Rows that share method and path differ in `query` or in
 * `body`.
 */
export const apiCalls = {
  getMeta: { method: 'GET', path: '/api/meta' },
  listTunnels: { method: 'GET', path: '/api/tunnels' },
  getTunnel: { method: 'GET', path: '/api/tunnels/:id' },
  validateTunnel: { method: 'POST', path: '/api/tunnels/validate' },
  createTunnel: { method: 'POST', path: '/api/tunnels' },
  validateUpdate: { method: 'POST', path: '/api/tunnels/:id/validate', query: { for: 'update' } },
  updateTunnel: { method: 'PUT', path: '/api/tunnels/:id' },
  validateDelete: { method: 'POST', path: '/api/tunnels/:id/validate', query: { for: 'delete' } },
  deleteTunnel: { method: 'DELETE', path: '/api/tunnels/:id' },
  generatePsk: { method: 'POST', path: '/api/tunnels/:id/psk' },
  setPsk: { method: 'POST', path: '/api/tunnels/:id/psk' },
  getHealth: { method: 'GET', path: '/api/health' },
  getHealthHour: { method: 'GET', path: '/api/tunnels/:id/health', query: { span: 'hour' } },
  getHealthDay: { method: 'GET', path: '/api/tunnels/:id/health', query: { span: 'day' } },
  getHealthWeek: { method: 'GET', path: '/api/tunnels/:id/health', query: { span: 'week' } },
  getTrafficHour: { method: 'GET', path: '/api/tunnels/:id/traffic', query: { span: 'hour' } },
  getTrafficDay: { method: 'GET', path: '/api/tunnels/:id/traffic', query: { span: 'day' } },
  getTrafficWeek: { method: 'GET', path: '/api/tunnels/:id/traffic', query: { span: 'week' } },
  listRoutes: { method: 'GET', path: '/api/routes' },
  getRoute: { method: 'GET', path: '/api/routes/:id' },
  validateRoute: { method: 'POST', path: '/api/routes/validate' },
  createRoute: { method: 'POST', path: '/api/routes' },
  validateRouteUpdate: { method: 'POST', path: '/api/routes/:id/validate', query: { for: 'update' } },
  updateRoute: { method: 'PUT', path: '/api/routes/:id' },
  deleteRoute: { method: 'DELETE', path: '/api/routes/:id' },
  getSimulation: { method: 'GET', path: '/api/sandbox/world' },
  setSimulation: { method: 'PUT', path: '/api/sandbox/world' },
  playRouter: { method: 'PUT', path: '/api/sandbox/routers/:id' },
} as const
