/** `escape.ts`: text in the syntax of each file format. */
import { describe, expect, test } from 'vitest'
import {
  birdString,
  commentText,
  fortiosQuoted,
  frrWord,
  iosLine,
  iosWord,
  junosQuoted,
  panosQuoted,
  routerosQuoted,
  swanctlQuoted,
  swanctlSecret,
  vyosQuoted,
  vyosSecret,
} from './escape.ts'

describe('a value that the format cannot express', () => {
  test.each([
    [frrWord, 'two words'],
    [frrWord, 'line\nbreak'],
    [frrWord, ''],
    [birdString, 'a"b'],
    [birdString, 'line\nbreak'],
    [iosLine, 'what?'],
    [iosLine, ' leading'],
    [iosLine, 'trailing '],
    [iosWord, 'two words'],
    [junosQuoted, '$9$abc'],
    [junosQuoted, 'é'],
    [fortiosQuoted, 'ENC abc'],
    [fortiosQuoted, 'enc abc'],
    [fortiosQuoted, '$USERNAME'],
    [fortiosQuoted, 'what?'],
    [panosQuoted, 'a"b'],
    [panosQuoted, 'a\\b'],
    [panosQuoted, '-AQ=='],
    [routerosQuoted, 'line\nbreak'],
    [vyosQuoted, "it's"],
    [swanctlQuoted, 'line\nbreak'],
  ] as const)('is refused, not altered: %o of %j', (write, value) => {
    expect(() => write(value)).toThrow(TypeError)
  })
})

describe('a value that the format can express', () => {
  test.each([
    [swanctlQuoted, 'a"b\\c', '"a\\"b\\\\c"'],
    [swanctlSecret, '0xé\n', '0sMHjDqQo='],
    [frrWord, '!#\'"?\\', '!#\'"?\\'],
    [birdString, ' a\\ b ', '" a\\ b "'],
    [iosLine, 'two words', 'two words'],
    [junosQuoted, 'a"b\\c', '"a\\"b\\\\c"'],
    [fortiosQuoted, 'a"b\\c', '"a\\"b\\\\c"'],
    [panosQuoted, "a'b c", `"a'b c"`],
    [routerosQuoted, 'a"b\\c$d?', '"a\\"b\\\\c\\$d\\?"'],
    [vyosQuoted, 'a"b\\c$d!', "'a\"b\\c$d!'"],
    [vyosSecret, 'it\'s "odd"\n', "'aXQncyAib2RkIgo='"],
    [commentText, 'Lis\nbon "é"', 'Lis?bon "?"'],
  ] as const)('is written by the rules of the format: %o of %j', (write, value, written) => {
    expect(write(value)).toBe(written)
  })
})
