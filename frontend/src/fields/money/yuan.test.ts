import { describe, expect, it } from 'vitest'
import { fenToYuan, yuanToFen } from './yuan'

describe('yuan and fen', () => {
  it.each([['14.30', '1430'], ['14.3', '1430'], ['1,200', '120000'], ['0', '0'], ['0.05', '5'], ['-3', '-300'], ['12.345', ''], ['abc', ''], ['', '']])('%s yuan are %s fen', (y, f) => expect(yuanToFen(y)).toBe(f))
  it('comes back as it went', () => {
    for (const fen of ['0', '5', '99', '100', '123456', '-250', '99999999999999']) expect(yuanToFen(fenToYuan(fen))).toBe(fen)
  })
})
