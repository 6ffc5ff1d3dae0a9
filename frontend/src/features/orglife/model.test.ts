import { describe, expect, it } from 'vitest'
import { cellTone, dayWords, span, startDate } from './board'
import { behindWords, changed, fen, monthAfter, monthBefore, pay, payAll, settled, totals, unpay, type Payer } from './dues'
import { fits } from './find'
import { part, sorted, tenths } from './hours'

describe('board', () => {
  it('is as wide as its months', () => {
    expect([span({ from: '2026-10', to: '2026-10' }), span({ from: '2026-10', to: '2026-12' }), span({ from: '2026-01', to: '2026-12' })]).toEqual([1, 3, 12])
  })
  it('tells the month of a day where a cell has several', () => {
    expect([dayWords('2026-10-05', false), dayWords('2026-10-05', true), dayWords('2026-10', false)]).toEqual(['5日', '10月5日', '10月'])
  })
  it('starts a new meeting today, or in the month that lacks it', () => {
    const cell = { from: '2026-10', to: '2026-12' }
    expect(startDate(cell, '2026-11-22')).toBe('2026-11-22')
    expect(startDate(cell, '2027-01-03')).toBe('2026-12')
    expect(startDate(cell, '2026-02-03')).toBe('2026-10')
  })
  it('is red only where something was missed', () => expect(['held', 'planned', 'due', 'missed', 'later', 'none'].map((state) => cellTone({ state }))).toEqual(['jade', 'blue', 'amber', 'red', '', '']))
})

const payer = (member: string, o: Partial<Payer> = {}): Payer => ({ member, name: member, branch: '', keys: '', amount: 1430, why: '', paid: '', paidOn: '', waived: false, reason: '', behind: 0, alert: '', ...o })

describe('dues', () => {
  it('reads typed yuan', () => expect([fen('14.3'), fen(''), fen('十元'), fen('-1')]).toEqual([1430, 0, null, null]))
  it('settles who paid in full or is waived', () => {
    expect([settled(payer('a', { paid: '14.30' })), settled(payer('a', { paid: '14.29' })), settled(payer('a', { waived: true })), settled(payer('a'))]).toEqual([true, false, true, false])
    expect(settled(payer('a', { amount: null, paid: '5' }))).toBe(true)
  })
  it('ticks off all who owe a known amount, and nobody else', () => {
    const list = [payer('a'), payer('b', { amount: null }), payer('c', { waived: true }), payer('d', { paid: '20.00', paidOn: '2026-11-01' }), payer('e', { paid: '5' })]
    expect(payAll(list, '2026-11-20')).toBe(2)
    expect(list.map((p) => p.paid)).toEqual(['14.30', '', '', '20.00', '14.30'])
    expect(list.map((p) => p.paidOn)).toEqual(['2026-11-20', '', '', '2026-11-01', '2026-11-20'])
    expect(totals(list)).toEqual({ due: 1430 * 3, got: 1430 * 2 + 2000, people: 5, settled: 4, waived: 1, unknown: 1, behind: 0 })
  })
  it('takes a tick away', () => {
    const p = payer('a')
    expect(pay(p, '2026-11-20')).toBe(true)
    expect(pay(p, '2026-11-21')).toBe(false)
    unpay(p)
    expect([p.paid, p.paidOn]).toEqual(['', ''])
  })
  it('sends only what was changed; the same amount written another way is no change', () => {
    const stored = new Map([['a', payer('a', { paid: '14.30', paidOn: '2026-11-01' })], ['b', payer('b')]])
    expect(changed([payer('a', { paid: '14.3', paidOn: '2026-11-01' }), payer('b', { waived: true, reason: '低保' })], stored).map((p) => p.member)).toEqual(['b'])
  })
  it('names the months behind', () => {
    expect([behindWords(0, '2026-11'), behindWords(1, '2026-11'), behindWords(3, '2026-11')]).toEqual(['', '10 月', '8–10 月'])
    expect(behindWords(3, '2026-02')).toBe('2025 年 11 月–2026 年 1 月')
    expect(behindWords(1, '2026-01')).toBe('2025 年 12 月')
    expect(behindWords(2, '2026-01')).toBe('2025 年 11–12 月')
  })
  it('walks over the end of a year', () => expect([monthAfter('2026-12'), monthBefore('2026-01'), monthAfter('2026-09')]).toEqual(['2027-01', '2025-12', '2026-10']))
})

describe('find', () => {
  const wang = { name: '王芳', keys: 'wangfang wf' }
  it('finds by a part of the name, by pinyin, by initials', () => {
    expect(['', '王', '芳', 'wang', 'WF', 'wang fang', 'fang', ' w '].filter((t) => !fits(t, wang))).toEqual([])
  })
  it('does not find by what is somewhere in the middle of a few letters', () => expect(['f', 'an', '李', '王5', 'wf5'].filter((t) => fits(t, wang))).toEqual([]))
  it('reads ü', () => expect(fits('lü', { name: '吕书悦', keys: 'lvshuyue lsy' })).toBe(true))
})

const learner = (name: string, total: string, goal = '32', short = '0') => ({ member: name, name, branch: '', keys: '', lead: false, studies: '0', meetings: total, total, goal, short, enough: short === '0', trainings: 0 })

describe('hours', () => {
  it('reads decimals as tenths', () => expect([tenths('32.5'), tenths('32'), tenths('0'), tenths('')]).toEqual([325, 320, 0, 0]))
  it('says how far one came', () => expect([part(learner('a', '16')), part(learner('a', '40')), part(learner('a', '0', '0')), part(learner('a', '31.9'))]).toEqual([50, 100, 100, 99]))
  it('sorts numbers as numbers, and leaves the list as it is', () => {
    const list = [learner('a', '9', '56', '47'), learner('b', '20', '32', '12'), learner('c', '100')]
    expect(sorted(list, 'short', true).map((l) => l.name)).toEqual(['a', 'b', 'c'])
    expect(sorted(list, 'total', false).map((l) => l.name)).toEqual(['a', 'b', 'c'])
    expect(sorted(list, 'total', true).map((l) => l.name)).toEqual(['c', 'b', 'a'])
    expect(list.map((l) => l.name)).toEqual(['a', 'b', 'c'])
  })
})
