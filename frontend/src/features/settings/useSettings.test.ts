import { describe, expect, it } from 'vitest'
import type { SettingView } from '../../api'
import { figureOf, figureProblem, grouped } from './useSettings'

const figure = (key: string, group: string, label: string): SettingView => ({ key, group, label, value: 6, default: 6, min: 1, max: 24, unit: '个月', hint: '' })
const term = figure('term', '任期', '换届提前多少个月提醒')

describe('a typed figure', () => {
  it.each(['1', '24', '６', ' 7 '])('takes %s', (t) => expect(figureProblem(term, t)).toBe(''))
  it.each(['', '0', '25', '-1', '1.5', '六', '1e1'])('refuses %s and says the range', (t) => expect(figureProblem(term, t)).toContain('1 到 24 个月'))
  it('reads full-width digits', () => expect(figureOf('１２')).toBe(12))
})

describe('groups', () => {
  const list = [term, figure('a', '支部', '应单独成立支部'), figure('b', '任期', '严重过期')]
  it('keep the order of the program', () => expect(grouped(list, '').map((g) => g.figures.map((f) => f.key))).toEqual([['term', 'b'], ['a']]))
  it('leave what contains the words', () => expect(grouped(list, '支部').map((g) => g.label)).toEqual(['支部']))
})
