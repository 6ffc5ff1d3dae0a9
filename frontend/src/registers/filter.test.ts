import { describe, expect, it } from 'vitest'
import type { FieldInfo, RegisterInfo } from '../api'
import { kinds } from '../fields'
import { conditionText, emptyFilter, needsValue, operatorsFor, readFilter, referencesIn, writeFilter } from './filter'

const field = (o: Partial<FieldInfo>): FieldInfo => ({ key: 'x', label: 'X', kind: 'text', group: '', required: false, private: false, search: false, unit: '', hint: '', max: 0, codes: [], ref: '', long: false, default: '', managed: false, ...o })
const register: RegisterInfo = {
  key: 'people', label: '人', unit: '名', group: '', list: [], title: [], sort: '', parent: '', single: false, hidden: false, coupled: [],
  fields: [
    field({ key: 'name', label: '姓名' }),
    field({ key: 'edu', label: '学历', kind: 'code', codes: [{ code: '21', label: '本科', retired: false }, { code: '31', label: '专科', retired: false }] }),
    field({ key: 'branch', label: '所在党支部', kind: 'ref', ref: 'organizations' }),
    field({ key: 'dues', label: '党费', kind: 'money', unit: '元' }),
    field({ key: 'lost', label: '失联', kind: 'flag' }),
    field({ key: 'born', label: '出生日期', kind: 'date' }),
  ],
  derived: [{ key: 'age', label: '年龄', from: 'born', filter: true }],
}
const titles = new Map([['1-2', '第二支部'], ['1-3', '第三支部']])

describe('conditionText', () => {
  it.each([
    [{ field: 'edu', op: 'in', value: '21,31' }, '学历 是 本科、专科'],
    [{ field: 'branch', op: 'in', value: '1-2,1-3' }, '所在党支部 是 第二支部、第三支部'],
    [{ field: 'branch', op: 'in', value: '9-9' }, '所在党支部 是 …'],
    [{ field: 'branch', op: 'eq', value: '1-2' }, '所在党支部 是 第二支部'],
    [{ field: 'dues', op: 'gte', value: '1430' }, '党费 不小于 14.30 元'],
    [{ field: 'lost', op: 'eq', value: '1' }, '失联 是 是'],
    [{ field: 'born', op: 'starts', value: '1975' }, '出生日期 就在 1975'],
    [{ field: 'age', op: 'gte', value: '70' }, '年龄 不小于 70'],
    [{ field: 'name', op: 'empty', value: '' }, '姓名没有填'],
    [{ field: 'name', op: 'contains', value: '王' }, '姓名 包含 王'],
  ])('%o reads %s', (c, want) => expect(conditionText(register, c, titles)).toBe(want))
})

describe('a filter in an address', () => {
  const full = { text: '王', where: [{ field: 'name', op: 'contains', value: 'a,b"c' }, { field: 'branch', op: 'empty', value: '' }], sort: 'age', desc: true, deleted: true }
  it('comes back as it went', () => {
    expect(readFilter(writeFilter(full))).toEqual(full)
    expect(readFilter(writeFilter(emptyFilter()))).toEqual(emptyFilter())
  })
  it('leaves out what is empty', () => expect(writeFilter(emptyFilter())).toEqual({}))
  it.each(['{', '"x"', '[[1,2,3]]', '[["a","b"]]', 'null'])('ignores what it does not understand: %s', (where) => expect(readFilter({ where }).where).toEqual([]))
})

describe('operators', () => {
  it('exist for every kind, each with words', () => {
    for (const k of Object.values(kinds)) {
      expect(k.operators.length).toBeGreaterThan(1)
      for (const o of k.operators) expect(o.label).not.toBe('')
    }
  })
  it('of a derived column compare numbers', () => expect(operatorsFor(register, 'age').map((o) => o.op)).toEqual(['gte', 'lte', 'eq']))
  it('know whether they ask for a value', () => expect([needsValue('empty'), needsValue('eq')]).toEqual([false, true]))
})

it('finds the records that conditions name', () => {
  expect(referencesIn(register, [{ field: 'branch', op: 'in', value: '1-2,1-3' }, { field: 'branch', op: 'empty', value: '' }, { field: 'name', op: 'eq', value: 'x' }])).toEqual([
    { register: 'organizations', id: '1-2' },
    { register: 'organizations', id: '1-3' },
  ])
})
