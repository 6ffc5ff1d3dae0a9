import { describe, expect, it } from 'vitest'
import type { RuleText, SchemeText } from '../../api'
import { differs, history, named, percent, since, touchedRule } from './rules'

const rule = (code: string, points: string, from = ''): RuleText => ({ code, group: '贡献分', text: code, points, unit: '次', fractions: false, eventCap: '', yearCap: '', steps: '', excludes: '', highest: '', file: false, source: '', exchange: '', from })
const scheme = (rules: RuleText[], more: Partial<SchemeText> = {}): SchemeText => ({ year: 2026, name: '办法', base: '60', floor: '0', ceiling: '', contributionCap: '40', honourCap: '10', bands: '', prorate: true, carry: 0, exchange: false, rules, earlier: [], dated: false, own: true, closed: '', warnings: [], ...more })
const kept = scheme([rule('J01', '0.5', '2026-07-01'), rule('J02', '1')], { earlier: [rule('J01', '1')] })

describe('a table of rules', () => {
  it('that tells no days is no change where its rows are the latest versions', () => {
    expect(differs(scheme([rule('J01', '0.5'), rule('J02', '1')]), kept)).toBe(false)
    expect(differs(scheme([rule('J01', '1'), rule('J02', '1')]), kept)).toBe(true)
    expect(differs(scheme(kept.rules, { carry: 20 }), kept)).toBe(true)
  })
  it('that tells days is a change where they are others', () => {
    expect(differs({ ...kept, dated: true }, kept)).toBe(false)
    expect(differs({ ...kept, dated: true, earlier: [] }, kept)).toBe(true)
    expect(differs({ ...kept, dated: true, rules: [rule('J01', '0.5', '2026-08-01'), rule('J02', '1')] }, kept)).toBe(true)
    expect([named({ ...kept, dated: true }), named(kept), named(scheme([rule('J02', '1')], { dated: true }))]).toEqual([true, false, false])
  })
  it('shows of each row since when it holds once it is kept', () => {
    expect(since(rule('J01', '0.5'), kept, false, '')).toBe('2026-07-01')
    expect(since(rule('J01', '2', '2026-07-01'), kept, false, '')).toBe('')
    expect(since(rule('J01', '2', '2026-07-01'), kept, false, '2026-11-22')).toBe('2026-11-22')
    expect(since(rule('J01', '2', '2026-08-01'), kept, true, '')).toBe('2026-08-01')
    expect([touchedRule(rule('J02', '1'), kept, false), touchedRule(rule('J03', '1'), kept, false)]).toEqual([false, true])
    expect([history('J01', kept.earlier), history('J02', kept.earlier)]).toEqual(['年初 1', ''])
  })
})

it('reads a share in percent', () => expect(['', '0', '25', '25%', '100', '101', '2.5', '一半'].map(percent)).toEqual([0, 0, 25, 25, 100, null, null, null]))
