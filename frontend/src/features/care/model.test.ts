import { describe, expect, it } from 'vitest'
import { registers } from '../../api'
import { addDays } from './days'
import { askOfMediation, askOfWish, blankLine, inputsOf, isBlank, mediation, mediationStages, questionTag, weekdayOf, wish, wishStages } from './model'

const words = (stages: { label: string; place: string }[]) => stages.map((s) => `${s.label}:${s.place}`).join(' ')
const step = (from: string, to: string) => ({ id: '', date: '', kind: '流转', from, to, by: '', due: '', rating: '', note: '', void: '' })
const codes = (register: string, field: string) => registers.find((r) => r.key === register)!.fields.find((f) => f.key === field)!.codes

describe('the bars', () => {
  it('go through a wish', () => {
    expect(words(wishStages({ state: wish.open }))).toBe('待认领:now 已认领:ahead 已完成:ahead')
    expect(words(wishStages({ state: wish.done }))).toBe('待认领:done 已认领:done 已完成:done')
    expect(words(wishStages({ state: wish.cancelled }))).toBe('征集:done 已取消:done')
  })
  it('keep the result of a mediation when it is over', () => {
    expect(words(mediationStages({ state: mediation.going, label: '正在调解', entries: [] }))).toBe('正在调解:now 调解结果:ahead 回访:ahead')
    expect(words(mediationStages({ state: mediation.court, label: '引导诉讼', entries: [] }))).toBe('正在调解:done 引导诉讼:now 回访:ahead')
    expect(words(mediationStages({ state: mediation.returned, label: '已回访', entries: [step('正在调解', '调解未成功'), step('调解未成功', '移交上级'), step('移交上级', '已回访')] }))).toBe('正在调解:done 移交上级:done 回访:done')
    expect(words(mediationStages({ state: mediation.recanted, label: '当事人撤回', entries: [] }))).toBe('受理调解:done 当事人撤回:done')
  })
  it('use the codes of the ledgers', () => {
    expect(Object.values(wish)).toEqual(codes('wishes', 'state').map((c) => c.code))
    // A state of a mediation with a result is its code behind a 1.
    expect(Object.values(mediation).slice(1, 6)).toEqual(codes('mediations', 'result').map((c) => `1${c.code}`))
  })
})

it('asks for what a step needs', () => {
  expect(askOfWish(wish.claimed)).toMatchObject({ claim: true, note: '' })
  for (const to of [wish.done, wish.open, wish.cancelled]) expect(askOfWish(to).must).toBe(true)
  expect(askOfMediation(mediation.agreed, false)).toMatchObject({ agreement: true, must: false })
  for (const to of [mediation.failed, mediation.court, mediation.handed, mediation.recanted]) expect(askOfMediation(to, false).must).toBe(true)
  expect(askOfMediation(mediation.returned, true).kept).toBe(true)
  expect(askOfMediation(mediation.returned, false).kept).toBe(false)
})

describe('a question', () => {
  const q = { onSpot: false, replied: '', matterNo: '', handling: '', waits: true, light: '', left: 0, due: '' }
  it('says how it stands', () => {
    expect(questionTag({ ...q, onSpot: true })).toEqual({ text: '当场答复', tone: 'jade' })
    expect(questionTag({ ...q, replied: '2026-11-20', matterNo: 'SQ-1' }).text).toBe('2026-11-20 答复')
    expect(questionTag({ ...q, matterNo: 'SQ-1', handling: '转办' })).toEqual({ text: '已转诉求 · 转办', tone: 'blue' })
    expect(questionTag({ ...q, due: '2026-11-10', light: 'red', left: -8 })).toEqual({ text: '逾期 8 个工作日', tone: 'red' })
    expect(questionTag(q)).toEqual({ text: '待答复', tone: 'amber' })
  })
  it('sends what belongs to the way it is answered', () => {
    const line = { ...blankLine(1), question: '路灯', answer: '已修', due: '2026-12-01', by: '李娟' }
    expect(inputsOf(line, '').map((i) => i.key)).toEqual(['question', 'on_spot', 'answer', 'answered_by'])
    expect(inputsOf({ ...line, onSpot: false }, '').map((i) => i.key)).toEqual(['question', 'answered_by', 'reply_due'])
    expect(inputsOf({ ...line, by: ' ' }, '单慧敏').find((i) => i.key === 'answered_by')?.input).toBe('单慧敏')
    expect(isBlank(blankLine(1))).toBe(true)
    expect(isBlank({ ...blankLine(1), by: '李娟', due: '2026-12-01' })).toBe(true)
    expect(isBlank(line)).toBe(false)
  })
})

it('counts days and names weekdays', () => {
  expect(addDays('2026-11-22', 30)).toBe('2026-12-22')
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-11', 1)).toBe('')
  expect(weekdayOf('2027-01-14')).toBe('周四')
  expect(weekdayOf('2027-1')).toBe('')
})
