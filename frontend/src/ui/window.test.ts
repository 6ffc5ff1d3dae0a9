import { describe, expect, it } from 'vitest'
import { maxHeight, scrollFor, stretchOf } from './window'

const [row, view] = [36, 600]

describe('stretchOf', () => {
  it.each([0, 1, 17, 100_000, 1_000_000])('shows the first and the last of %i rows at the ends', (count) => {
    const top = stretchOf(count, row, view, 0)
    expect(top.first).toBe(0)
    const end = stretchOf(count, row, view, Math.max(0, top.height - view))
    expect(end.last).toBe(count)
    expect(end.height).toBeLessThanOrEqual(maxHeight)
  })
  it('covers the view at any place, without a hole', () => {
    for (const count of [100_000, 1_000_000]) {
      const h = stretchOf(count, row, view, 0).height
      for (let s = 0; s <= h - view; s += h / 97) {
        const p = stretchOf(count, row, view, s)
        expect(p.top).toBeLessThanOrEqual(s + 1)
        expect(p.top + (p.last - p.first) * row).toBeGreaterThanOrEqual(s + view - 1)
        expect(p.last - p.first).toBeLessThan(60)
      }
    }
  })
})

describe('scrollFor', () => {
  it.each([100, 100_000, 1_000_000])('brings any row of %i into view', (count) => {
    for (const i of [0, 1, Math.floor(count / 2), count - 1]) {
      const s = scrollFor(i, count, row, view, 0)
      const p = stretchOf(count, row, view, s, 0)
      expect(i).toBeGreaterThanOrEqual(p.first)
      expect(i).toBeLessThan(p.last)
    }
  })
  it('leaves a row alone that is in view', () => expect(scrollFor(5, 100, row, view, 0)).toBe(0))
})
