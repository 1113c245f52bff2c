/**
 * Types of the few parts of the Workers runtime that are used here. Its type package would replace the DOM's types for
 * the whole program, including the app in the browser.
 */

export interface ExecutionContext {
  /** Keeps this work running after the response is sent or the client has disconnected. */
  waitUntil(work: Promise<unknown>): void
}

export interface Fetcher {
  fetch(request: Request | string, init?: RequestInit): Promise<Response>
}

export interface ObjectNamespace<Id = unknown> {
  idFromName(name: string): Id
  get(id: Id): Fetcher
}

/** The storage of a Durable Object, which outlives the object in memory. */
export interface ObjectState {
  storage: {
    get(key: string): Promise<unknown>
    put(key: string, value: unknown): Promise<void>
    deleteAll(): Promise<void>
    /** @param time milliseconds since the epoch */
    setAlarm(time: number): Promise<void>
  }
}

/** The bindings in `wrangler.jsonc`, without the settings. */
export interface Bindings {
  ASSETS: Fetcher
  ACCOUNTS: ObjectNamespace
}
