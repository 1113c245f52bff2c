/**
 * The few parts of the Workers runtime that are used here. Its own type package replaces the DOM's types for the
 * whole program, the browser's half included.
 */

export interface ExecutionContext {
  /** Keeps this work going after the answer is sent or the client has gone. */
  waitUntil(work: Promise<unknown>): void
}

export interface Fetcher {
  fetch(request: Request | string, init?: RequestInit): Promise<Response>
}

export interface ObjectNamespace<Id = unknown> {
  idFromName(name: string): Id
  get(id: Id): Fetcher
}

/** What an object keeps is kept where it is, and outlasts it. */
export interface ObjectState {
  storage: {
    get(key: string): Promise<unknown>
    put(key: string, value: unknown): Promise<void>
    deleteAll(): Promise<void>
    /** @param time milliseconds since the epoch */
    setAlarm(time: number): Promise<void>
  }
}

/** What `wrangler.jsonc` binds beside the settings, which are text. */
export interface Bindings {
  ASSETS: Fetcher
  ACCOUNTS: ObjectNamespace
}
