import { describe, expect, it } from 'vitest'
import { registers } from '../../api'
import { leftWords, line, many, needsReason, noticeWords, standing, state, stateTone, total, verb, waits } from './model'

const amount = (tenths: number) => ({ tenths, text: (tenths / 10).toFixed(1) })

it('knows only states that the register has, and all of them', () => {
  const codes = registers.find((r) => r.key === 'point_claims')!.fields.find((f) => f.key === 'state')!.codes.map((c) => c.code)
  expect(Object.values(state).sort()).toEqual([...codes].sort())
})

describe('what stands in the place of a number', () => {
  it('is a word for who is exempt, never nought', () => {
    expect(total({ exempt: true, total: amount(0) })).toBe('免评')
    expect(standing({ exempt: true, vetoed: false, stars: 0 })).toBe('免评')
  })
  it('is a word after a veto', () => expect(standing({ exempt: false, vetoed: true, stars: 0 })).toBe('一票否决'))
  it('is as many stars as there are', () => expect(standing({ exempt: false, vetoed: false, stars: 3 })).toBe('★★★'))
  it('says when there are none', () => expect(standing({ exempt: false, vetoed: false, stars: 0 })).toBe('没有星级'))
})

describe('steps', () => {
  it('are verbs on their buttons', () => {
    for (const code of Object.values(state)) expect(verb(code, '标签').length).toBeGreaterThan(1)
    expect(verb(state.group, '小组初审')).toBe('小组初审通过')
  })
  it('of many at once never include what is done one by one', () => {
    for (const from of Object.values(state)) for (const one of [state.disputed, state.corrected, state.void, state.effective, state.posted]) expect(many(from)).not.toContain(one)
    expect(many(state.claimed)).toEqual([state.group, state.returned])
  })
  it('that take something away say why', () => {
    for (const to of [state.returned, state.disputed, state.corrected, state.void]) expect(needsReason(to)).toBe(true)
    expect(needsReason(state.group)).toBe(false)
  })
  it('say what comes next, and nothing at the end', () => {
    expect(waits({ state: state.claimed, until: '', due: '' })).toBe('等小组初审')
    expect(waits({ state: state.posted, until: '2026-11-27', due: '' })).toBe('公示到 2026-11-27')
    for (const end of [state.effective, state.void, state.corrected]) expect(waits({ state: end, until: '', due: '' })).toBe('')
  })
  it('stand out where something is wrong', () => expect([stateTone(state.disputed), stateTone(state.effective), stateTone(state.void)]).toEqual(['amber', 'jade', '']))
})

describe('notices and objections', () => {
  it('count the days that are left', () => expect(noticeWords({ closed: '', over: false, left: 3, waiting: 0 })).toEqual({ text: '还有 3 个工作日', tone: 'blue' }))
  it('say that they are over', () => expect(noticeWords({ closed: '', over: true, left: 0, waiting: 0 }).text).toBe('公示期满'))
  it('stay open while an objection waits', () => expect(noticeWords({ closed: '2026-11-30', over: true, left: 0, waiting: 1 }).tone).toBe('amber'))
  it('are late in red', () => expect(leftWords(-2)).toEqual({ text: '逾期 2 个工作日', tone: 'red' }))
  it('are near in amber', () => expect([leftWords(0).text, leftWords(2).tone, leftWords(3).tone]).toEqual(['今天到期', 'amber', 'blue']))
})

describe('the small curve', () => {
  it('goes from the lowest at the bottom to the highest at the top', () => expect(line([amount(600), amount(700), amount(650)], 10, 4)).toBe('0.0,4.0 5.0,0.0 10.0,2.0'))
  it('is level where nothing changes', () => expect(line([amount(600), amount(600)], 10, 4)).toBe('0.0,4.0 10.0,4.0'))
  it('is nothing of one month', () => expect(line([amount(600)], 10, 4)).toBe(''))
})
