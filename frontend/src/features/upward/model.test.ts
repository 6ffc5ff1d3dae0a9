import { describe, expect, it } from 'vitest'
import type { UpwardReceived } from '../../api'
import { groupsOf, matches, periodProblem, periodWords, sizeWords, stepped, usualPeriod, type Span } from './model'

describe('the time of a report', () => {
  it.each<[Span, string, string, string]>([
    ['month', '2026-11-22', '2026-11-01', '2026-11-30'],
    ['month', '2026-11-10', '2026-10-01', '2026-10-31'],
    ['month', '2026-01-03', '2025-12-01', '2025-12-31'],
    ['month', '2024-02-29', '2024-02-01', '2024-02-29'],
    ['quarter', '2026-11-22', '2026-10-01', '2026-12-31'],
    ['quarter', '2026-10-09', '2026-07-01', '2026-09-30'],
    ['half', '2026-11-22', '2026-07-01', '2026-12-31'],
    ['half', '2026-01-10', '2025-07-01', '2025-12-31'],
    ['year', '2026-11-22', '2026-01-01', '2026-12-31'],
    ['year', '2026-01-10', '2025-01-01', '2025-12-31'],
    ['days', '2026-11-22', '2026-11-01', '2026-11-22'],
  ])('%s on %s', (span, today, from, to) => {
    expect(usualPeriod(span, today)).toEqual({ from, to })
  })

  it('moves by whole spans and comes back', () => {
    expect(stepped('month', { from: '2026-01-01', to: '2026-01-31' }, -1)).toEqual({ from: '2025-12-01', to: '2025-12-31' })
    expect(stepped('quarter', { from: '2026-10-01', to: '2026-12-31' }, 1)).toEqual({ from: '2027-01-01', to: '2027-03-31' })
    for (const span of ['month', 'quarter', 'half', 'year'] as const) {
      const p = usualPeriod(span, '2026-11-22')
      expect(stepped(span, stepped(span, p, 7), -7)).toEqual(p)
    }
  })

  it('is named as people do', () => {
    expect(periodWords('month', { from: '2026-11-01', to: '' })).toBe('2026年11月')
    expect(periodWords('quarter', { from: '2026-10-01', to: '' })).toBe('2026年第四季度')
    expect(periodWords('half', { from: '2026-07-01', to: '' })).toBe('2026年下半年')
    expect(periodProblem({ from: '2026-11-02', to: '2026-11-01' })).toContain('早于')
    expect(periodProblem({ from: '', to: '2026-11-01' })).not.toBe('')
    expect(periodProblem({ from: '2026-11-01', to: '2026-11-01' })).toBe('')
  })
})

it('figures stand under their headings, with one unit where they share it', () => {
  const f = (group: string, label: string, unit: string) => ({ key: label, group, label, value: '1', unit })
  expect(groupsOf([f('合计', '小区', '个'), f('合计', '住户', '户'), f('性别', '男', '人'), f('性别', '女', '人')]).map((g) => [g.label, g.unit, g.figures.length])).toEqual([
    ['合计', '', 2],
    ['性别', '人', 2],
  ])
})

it('a report is found by community and period', () => {
  const r = { community: '金岗山社区', period: '2026年11月', from: '2026-11-01', to: '2026-11-30', note: '' } as UpwardReceived
  expect(matches(r, '')).toBe(true)
  expect(matches(r, '金岗 11月')).toBe(true)
  expect(matches(r, '金岗 10月')).toBe(false)
})

it('sizes are rounded up to something', () => {
  expect(sizeWords(100)).toBe('1 KB')
  expect(sizeWords(171_521)).toBe('168 KB')
  expect(sizeWords(3 * 1024 * 1024)).toBe('3.0 MB')
})
