import { describe, expect, it } from 'vitest'
import type { Entry } from '../../api'
import { registers } from '../../api'
import { lightWords } from '../../course/model'
import { askOf, deliberations, matterStages, shortLight, state, supervisionStages, watched } from './model'

const entry = (from: string, to: string): Entry => ({ id: '', date: '', kind: '流转', from, to, by: '', due: '', rating: '', note: '', void: '' })
const words = (stages: { label: string; place: string }[]) => stages.map((s) => `${s.label}:${s.place}`).join(' ')
const matters = registers.find((r) => r.key === 'matters')!
const codesOf = (register: string) => registers.find((r) => r.key === register)!.fields.find((f) => f.key === 'state')!.codes.map((c) => c.code)

describe('the bar of an appeal', () => {
  it('shows the way it is dealt with', () => expect(words(matterStages({ state: '40', label: '转办', entries: [entry('受理', '转办')] }))).toBe('受理:done 转办:now 办结:ahead 回访:ahead 满意归档:ahead'))
  it('remembers the way when it is finished', () => expect(words(matterStages({ state: '60', label: '办结', entries: [entry('受理', '上报'), entry('上报', '办结')] }))).toBe('受理:done 上报:done 办结:now 回访:ahead 满意归档:ahead'))
  it('goes back when it is reopened', () => expect(words(matterStages({ state: '75', label: '重开', entries: [] }))).toMatch(/^受理:done 重开:now/))
  it('is all done at the end', () => expect(words(matterStages({ state: '85', label: '归档', entries: [] }))).toMatch(/归档:done$/))
  it('is short when it was refused', () => expect(words(matterStages({ state: '90', label: '不予受理', entries: [] }))).toBe('受理:done 不予受理:done'))
})

it('shows a supervised problem that came back as not answered', () => {
  expect(words(supervisionStages({ state: '4' }))).toBe('交办:done 退回重办:now 反馈:ahead 销号:ahead')
  expect(words(supervisionStages({ state: '5' }))).toMatch(/销号:done$/)
})

describe('deadlines in words', () => {
  it('say how late', () => expect(lightWords({ left: -3, light: 'red' })).toBe('逾期 3 个工作日'))
  it('say how near', () => expect(shortLight({ left: 1, light: 'yellow' })).toBe('还有 1 天'))
  it('say today', () => expect(lightWords({ left: 0, light: 'yellow' })).toBe('今天到期'))
  it('say nothing without one', () => expect(lightWords({ left: 0, light: '' })).toBe(''))
})

it('knows only codes that the registers have', () => {
  for (const code of Object.values(state)) expect(codesOf('matters')).toContain(code)
  for (const code of Object.values(watched)) expect(codesOf('supervisions')).toContain(code)
  for (const d of deliberations) expect(matters.fields.map((f) => f.key)).toContain(d.key)
})

it('asks for what the rules need', () => {
  expect(askOf(state.finished, '办结').must).toBe(true)
  expect(askOf(state.refused, '不予受理').must).toBe(true)
  expect(askOf(state.returned, '回访').rating).toBe(true)
  expect(askOf(state.forwarded, '转办')).toMatchObject({ unit: true, due: true })
})
