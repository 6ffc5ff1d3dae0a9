import { expect, it } from 'vitest'
import { narrowCodes } from './narrow'

const codes = ['大学本科', '本科肄业', '初中'].map((label, i) => ({ code: String(i + 1), label, retired: false }))

it('puts what begins with the text first and leaves out what lacks it', () => {
  expect(narrowCodes(codes, '本科').map((c) => c.label)).toEqual(['本科肄业', '大学本科'])
  expect(narrowCodes(codes, '3').map((c) => c.label)).toEqual(['初中'])
  expect(narrowCodes(codes, ' ')).toEqual(codes)
})
