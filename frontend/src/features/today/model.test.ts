import { describe, expect, it } from 'vitest'
import type { Figure, TodayItem } from '../../api'
import { ledgerLink, recordLink } from './links'
import { byUrgency, dayWords, ofWords, onePhone, reached, share, shiftColumns } from './model'

const query = { register: 'party_members', text: '', where: [], sort: '', desc: false, columns: [], offset: 0, limit: 0, deleted: false }
const figure = (numerator: number, denominator: number, goal = 0): Figure => ({ key: 'k', label: '', value: '', numerator, denominator, unit: '人', goal, note: '', query })
const item = (tone: string, title: string): TodayItem => ({ kind: 'term', tone, tag: '', title, detail: '', register: 'organizations', id: 'a/1', due: '' })

describe('figures', () => {
  it('always show numerator and denominator', () => expect(ofWords(figure(255, 1292))).toBe('255 / 1,292 人'))
  it('are no ratio without a denominator', () => {
    expect(share(figure(3, 0))).toBeNull()
    expect(ofWords(figure(3, 0))).toBe('')
  })
  it('never run out of their bar', () => expect(share(figure(5, 4))).toBe(100))
  it('reach a goal exactly at it', () => {
    expect(reached(figure(70, 100, 70))).toBe(true)
    expect(reached(figure(699, 1000, 70))).toBe(false)
    expect(reached(figure(1, 100))).toBe(true)
  })
})

describe('the list', () => {
  it('puts overdue first and keeps the order within a tone', () => {
    const list = [item('blue', '1'), item('amber', '2'), item('red', '3'), item('amber', '4')]
    expect(byUrgency(list).map((t) => t.title)).toEqual(['3', '2', '4', '1'])
  })
  it('leads to the record, or to the ledger', () => {
    expect(recordLink(item('red', ''))).toBe('/ledger/organizations/a%2F1')
    expect(recordLink({ ...item('red', ''), id: '' })).toBe('/ledger/organizations')
    expect(recordLink({ ...item('red', ''), register: '' })).toBeNull()
  })
  it('hands the filters of a group to the ledger', () => {
    const where = [{ field: 'term_end', op: 'lte', value: '2027-05-21' }]
    expect(ledgerLink({ ...query, where })).toEqual({ path: '/ledger/party_members', query: { where: '[["term_end","lte","2027-05-21"]]' } })
    expect(ledgerLink({ ...query, register: '' })).toBeNull()
  })
})

describe('the week', () => {
  const day = (phone: string) => ({ date: '2026-11-21', weekday: '星期六', off: true, text: '王磊', phone })
  it('shows the phone once when it is the same every day', () => {
    expect(onePhone([day('8012 3456'), day(''), day('8012 3456')])).toBe('8012 3456')
    expect(onePhone([day('8012 3456'), day('8012 9999')])).toBe('')
  })
  it('sets shifts in columns, also when a day lacks one', () => {
    const week = ['带班 单慧敏　白班 解思雨、曾志远', '', '白班 王磊　夜班 叶尔肯·赛力克'].map((text) => ({ ...day(''), text }))
    expect(shiftColumns(week)).toEqual({
      labels: ['带班', '白班', '夜班'],
      rows: [
        ['单慧敏', '解思雨、曾志远', ''],
        ['', '', ''],
        ['', '王磊', '叶尔肯·赛力克'],
      ],
    })
    expect(shiftColumns([{ ...day(''), text: '王磊' }])).toBeNull()
    expect(shiftColumns([{ ...day(''), text: '' }])).toBeNull()
  })
  it('names the month only where it changes', () => {
    expect(dayWords('2026-11-30')).toBe('30日')
    expect(dayWords('2026-12-01')).toBe('12月1日')
  })
})
