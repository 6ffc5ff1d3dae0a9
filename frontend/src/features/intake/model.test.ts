import { describe, expect, it } from 'vitest'
import type { IntakeColumn, IntakeGuess, IntakeOptions, IntakePlan, RegisterInfo } from '../../api'
import { carryMapping, changes, clashes, columnLetters, columnObstacles, mappingOf, missingGroups, missingOptions, missingRequired, planKey, targetGroups, usualMissing } from './model'

const column = (index: number, header: string, field: string, how = 'name'): IntakeColumn => ({ index, header, samples: [], field, how })
const field = (key: string, label: string, group: string, required = false, fallback = '') => ({ key, label, group, required, default: fallback })
const register = { key: 'party_members', label: '党员', fields: [field('name', '姓名', '基本', true), field('birth', '出生日期', '出生'), field('kind', '类别', '基本', true, '1')] } as unknown as RegisterInfo
const guess = (columns: IntakeColumn[]): IntakeGuess => ({ sheet: 0, headerRow: 3, headerLines: 1, rows: 10, columns, dropped: [], preview: [], missing: [], targets: [{ key: 'name', label: '姓名' }, { key: 'birth', label: '出生日期' }, { key: 'birth.place', label: '出生地' }] })

describe('columnLetters', () => {
  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [51, 'AZ'],
    [52, 'BA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ])('%i is %s', (index, letters) => expect(columnLetters(index)).toBe(letters))
})

describe('mapping', () => {
  const before = [column(0, '姓名', 'name'), column(1, '生日', ''), column(2, '备注', 'note')]

  it('carries choices to a new reading by header, also when the columns moved', () => {
    const chosen = { ...mappingOf(before), 1: 'birth', 2: '' }
    const after = [column(0, '备注', 'note'), column(1, '姓名', 'name'), column(2, '生日', '')]
    expect(carryMapping(before, chosen, after)).toEqual({ 0: '', 1: 'name', 2: 'birth' })
  })

  it('leaves new columns as guessed', () => {
    const after = [...before, column(3, '性别', 'sex')]
    expect(carryMapping(before, mappingOf(before), after)[3]).toBe('sex')
  })

  it('names two columns on one field, and only those', () => {
    expect([...clashes({ 0: 'name', 1: 'birth', 2: 'birth', 3: '', 4: '' })]).toEqual([['birth', [1, 2]]])
  })

  it('misses required fields without a default of their own', () => {
    expect(missingRequired(register, { 0: 'birth' })).toEqual(['姓名'])
    expect(missingRequired(register, { 0: 'name' })).toEqual([])
  })

  it('says what stands in the way', () => {
    const g = guess([column(0, '出生年月', 'birth'), column(1, '', 'birth')])
    expect(columnObstacles(g, { 0: 'birth', 1: 'birth' })).toEqual(['「出生年月」和「第 2 列」都对应到「出生日期」，请只留一列'])
    expect(columnObstacles(g, { 0: '', 1: '' })).toHaveLength(1)
    expect(columnObstacles(g, { 0: 'birth', 1: '' })).toEqual([])
    expect(columnObstacles(null, {})).toHaveLength(1)
    expect(columnObstacles({ ...g, headerRow: 0 }, { 0: 'birth' })).toEqual(['还没有找到表头'])
    expect(columnObstacles({ ...g, headerRow: -1 }, { 0: 'birth' })).toEqual([])
  })

  it('offers what a column may go to, parts beside their field', () => {
    expect(targetGroups(register, guess([])).map((t) => [t.label, t.targets.map((x) => [x.key, x.required])])).toEqual([
      ['基本', [['name', true]]],
      ['出生', [['birth', false], ['birth.place', false]]],
    ])
  })
})

describe('plan', () => {
  const options: IntakeOptions = { token: 't', register: 'party_members', sheet: 0, headerRow: 3, headerLines: 1, mapping: [{ index: 0, field: 'name' }], onDuplicate: 'skip', onSuspected: '', choices: [], create: [], same: [], remember: true }

  it('is made anew for what changes its counts, not for what does not', () => {
    expect(planKey({ ...options, remember: false })).toBe(planKey(options))
    expect(planKey({ ...options, create: ['x'] })).not.toBe(planKey(options))
    expect(planKey({ ...options, same: ['x'] })).not.toBe(planKey(options))
    expect(planKey({ ...options, onDuplicate: 'fill' })).not.toBe(planKey(options))
    expect(planKey({ ...options, onSuspected: 'fill' })).not.toBe(planKey(options))
    expect(planKey({ ...options, choices: [{ row: 4, action: 'add' }] })).not.toBe(planKey(options))
    expect(planKey({ ...options, mapping: [{ index: 0, field: '' }] })).not.toBe(planKey(options))
  })

  it('knows which twins change their record', () => {
    const twin = (action: string, ...pairs: [string, string, boolean?][]) => ({ row: 4, title: '', id: '1', other: 0, why: '', certain: true, preset: false, action, differences: pairs.map(([have, fresh, kept]) => ({ label: '', have, new: fresh, kept: kept ?? false })) })
    expect(changes(twin('update', ['a', 'b']))).toBe(true)
    expect(changes(twin('update'))).toBe(false)
    expect(changes(twin('fill', ['a', 'b']))).toBe(false)
    expect(changes(twin('fill', ['a', 'b'], ['', 'c']))).toBe(true)
    expect(changes(twin('skip', ['', 'b']))).toBe(false)
    expect(changes(twin('ask', ['', 'b']))).toBe(false)
    // What the record keeps is no change, whatever the file says.
    expect(changes(twin('update', ['a', 'b', true]))).toBe(false)
    expect(changes(twin('fill', ['', 'b', true]))).toBe(false)
    expect(changes(twin('update', ['a', 'b', true], ['c', 'd']))).toBe(true)
  })

  it('creates without asking only what has nothing similar, and groups by label', () => {
    const missing = [
      { key: 'a', register: 'organizations', label: '所在支部', name: '第四支部', rows: 3, similar: '' },
      { key: 'b', register: 'estates', label: '小区', name: '金桂苑', rows: 1, similar: '' },
      { key: 'c', register: 'organizations', label: '所在支部', name: '行政南支部', rows: 2, similar: '行政南小区支部' },
    ]
    const plan = { missing, missingCount: 3 } as unknown as IntakePlan
    expect(usualMissing(plan)).toEqual({ choices: { a: 'create', b: 'create', c: 'none' }, all: [] })
    expect(usualMissing({ ...plan, missingCount: 700 })).toEqual({ choices: { a: 'create', b: 'create', c: 'create' }, all: ['organizations', 'estates'] })
    expect(missingOptions({ c: 'same', b: 'none', a: 'create' }, ['estates'])).toEqual({ create: ['estates/*', 'a'], same: ['c'] })
    expect(missingGroups(missing).map((g) => [g.label, g.items.length])).toEqual([
      ['所在支部', 2],
      ['小区', 1],
    ])
  })
})
