/** What the form of a route says about its write. */

export const CREATE = {
  label: 'Result of creating the route',
  done: 'The route was created',
  notDone: 'The route was not created',
  unknown: 'Not confirmed: the route may or may not exist',
  unread: 'The routes could not be read',
  meaning: 'The request was sent once and not repeated. Look again before you create it again.',
  looked:
    'The routes were read again just now and do not contain it. Creating it again may make a second one if it appears later.',
  button: 'Create route',
  sending: 'Creating...',
}

export const CHANGE: typeof CREATE = {
  label: 'Result of changing the route',
  done: 'The route was changed',
  notDone: 'The route was not changed',
  unknown: 'Not confirmed: the route may or may not be changed',
  unread: 'The route could not be read',
  meaning: 'The request was sent once and not repeated. Look again before you save again.',
  looked:
    'The route was read again just now and is as it was before. Saving again is safe: it sends the same values.',
  button: 'Save route',
  sending: 'Saving...',
}
