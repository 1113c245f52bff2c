/** `time.tsx`: times of the API in local time and in UTC. */
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Ago, agoOf, Clock, clockOf } from './time.tsx'
import { showUtc } from './zone.ts'

describe('times', () => {
  it.each(['', 'soon', '2026-13-45T99:00:00Z'])(
    'shows the API’s %j as an unknown time instead of failing',
    (text) => {
      const ms = Date.parse(text)
      for (const element of [createElement(Clock, { ms }), createElement(Ago, { ms, now: 0 })]) {
        expect(renderToStaticMarkup(element)).toBe('at an unknown time')
      }
      expect(agoOf(ms, 0)).toBe('at an unknown time')
    },
  )

  it('a clock contains its time in UTC', () => {
    const ms = Date.parse('2026-01-01T12:00:00.123456789Z')
    expect(renderToStaticMarkup(createElement(Clock, { ms }))).toContain('2026-01-01 12:00:00 UTC')
    expect(agoOf(ms, ms + 3 * 3_600_000)).toBe('3 h ago')
    expect(agoOf(ms, ms - 30_000)).toBe('just now')
    expect(agoOf(ms, ms - 3 * 3_600_000)).toBe('3 h ahead')
  })

  it('shows UTC on request, with the date on another day', () => {
    const ms = Date.parse('2026-01-01T12:00:00Z')
    expect(clockOf(ms, ms)).toBe('21:00:00')
    showUtc(true)
    expect(clockOf(ms, ms)).toBe('12:00:00')
    expect(clockOf(ms, ms + 24 * 3_600_000)).toBe('2026-01-01 12:00:00')
    showUtc(false)
  })
})
