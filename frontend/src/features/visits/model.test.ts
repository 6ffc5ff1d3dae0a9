import { describe, expect, it } from 'vitest'
import type { VisitFigure } from '../../api'
import { byGroup, halfOf, homeWords, monthWords, nextForm, ofWords, periodOf, series, share, yearTo } from './model'

const figure = (o: Partial<VisitFigure>): VisitFigure => ({ key: 'coverage', label: '', unit: '户', numerator: 0, denominator: 0, value: '—', group: '', groupLabel: '', register: '', where: [], ...o })

describe('periods', () => {
  it('are those of the year of today', () => {
    expect(periodOf('month', '2026-11-22')).toEqual({ from: '2026-11-01', to: '2026-11-30' })
    expect(periodOf('month', '2028-02-10').to).toBe('2028-02-29')
    expect(periodOf('quarter', '2026-11-22')).toEqual({ from: '2026-10-01', to: '2026-12-31' })
    expect(periodOf('quarter', '2026-03-31')).toEqual({ from: '2026-01-01', to: '2026-03-31' })
    expect(periodOf('second', '2026-11-22')).toEqual({ from: '2026-07-01', to: '2026-12-31' })
  })
  it('start with the half-year that runs', () => {
    expect(halfOf('2026-06-30')).toBe('first')
    expect(halfOf('2026-07-01')).toBe('second')
    expect(periodOf('own', '2026-03-01')).toEqual(periodOf('first', '2026-03-01'))
  })
  it('look a year back from what is past', () => {
    expect(yearTo('2026-12-31', '2026-11-22')).toEqual({ from: '2025-12-01', to: '2026-11-30' })
    expect(yearTo('2025-12-31', '2026-11-22')).toEqual({ from: '2025-01-01', to: '2025-12-31' })
  })
})

describe('the next line of a paper form', () => {
  it('keeps the width', () => {
    expect(nextForm('B7K2-03')).toBe('B7K2-04')
    expect(nextForm('B7K2-09')).toBe('B7K2-10')
    expect(nextForm('B7K2-99')).toBe('B7K2-100')
  })
  it('is nothing without a number', () => expect(nextForm('甲本')).toBe(''))
})

describe('figures', () => {
  it('are no bar without a whole, nor where they are no rate', () => {
    expect(share(figure({ numerator: 3 }))).toBeNull()
    expect(share(figure({ numerator: 3, denominator: 4, value: '3' }))).toBeNull()
    expect(share(figure({ numerator: 3, denominator: 4, value: '75.0%' }))).toBe(75)
  })
  it('say what they are made of', () => {
    expect(ofWords(figure({ numerator: 1200, denominator: 3000 }))).toBe('1,200 / 3,000 户')
    expect(ofWords(figure({ key: 'days_mean', numerator: 40, denominator: 10 }))).toBe('10 件共用 40 个工作日')
  })
  it('stand in rows of groups', () => {
    const rows = byGroup([figure({ group: 'b', groupLabel: '二' }), figure({ group: 'a', groupLabel: '一' }), figure({ key: 'visits', group: 'b' })])
    expect(rows.map((r) => [r.label, r.figures.size])).toEqual([['二', 2], ['一', 1]])
  })
  it('run over months', () => expect(series([{ month: '2026-01', figures: [figure({ key: 'visits', numerator: 7 })] }, { month: '2026-02', figures: [] }], 'visits')).toEqual([7, 0]))
})

it('names months briefly', () => {
  expect(monthWords('2026-09', false)).toBe('9月')
  expect(monthWords('2026-01', false)).toBe('2026年1月')
  expect(monthWords('2025-12', true)).toBe('2025年12月')
})

it('tells a cell of the grid', () => {
  const b = { id: '1', name: '3栋', visited: 0, homes: [] }
  expect(homeWords(b, { id: '1', entrance: '1单元', room: '101', last: '', visits: 0 })).toBe('3栋 1单元 101：没有走访')
  expect(homeWords(b, { id: '1', entrance: '', room: '101', last: '2026-10-02', visits: 2 })).toBe('3栋 101：最近 2026-10-02，2 次')
})
