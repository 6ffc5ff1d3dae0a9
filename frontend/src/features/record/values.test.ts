import { beforeEach, describe, expect, it } from 'vitest'
import { type Conflict, type FieldInput, type FieldSeen, type FieldView, type RegisterInfo, registers } from '../../api'
import { useRecord } from './useRecord'
import { useValues } from './values'

const members = registers.find((r) => r.key === 'party_members')!
const households = registers.find((r) => r.key === 'households')!
// The seal of a value, as far as these tests care.
const view = (key: string, value: string, masked = false): FieldView => ({ key, value: masked ? '' : value, text: masked ? '***' : value, masked, seen: `s:${key}:${value}` })
const nowhere = () => false

function formOf(register: RegisterInfo, ...fields: FieldView[]) {
  const v = useValues(register, false)
  for (const f of fields) v.take(f)
  return v
}
const sealOf = (v: ReturnType<typeof useValues>, key: string) => v.seals().find((s) => s.key === key)?.seen
const conflict = (...fields: { theirs: FieldView; typed?: boolean; changed?: boolean }[]): Conflict => ({
  fields: fields.map((f) => ({ key: f.theirs.key, label: f.theirs.key, theirs: f.theirs, changed: f.changed ?? true, typed: f.typed ?? true, mine: '', by: { operator: '李强', replica: '1号机', when: '2026-11-22 10:32' } })),
})

describe('fresh values from elsewhere', () => {
  it('show where nothing was typed and leave what was typed alone', () => {
    const v = formOf(members, view('school', '甲校'), view('native_place', '湖北'))
    v.inputs['school'] = '我的'
    const m = v.merge([view('school', '乙校'), view('native_place', '湖南')], nowhere)
    expect(m).toEqual({ taken: ['native_place'], clashing: ['school'], waiting: [] })
    expect(v.inputs).toMatchObject({ school: '我的', native_place: '湖南' })
    // The person has not seen the other value: the save must be able to refuse.
    expect(sealOf(v, 'school')).toBe('s:school:甲校')
    expect(sealOf(v, 'native_place')).toBe('s:native_place:湖南')
  })

  it('leave the neighbours of a typed field in its group alone', () => {
    const v = formOf(members, view('lost', ''), view('lost_since', ''))
    v.inputs['lost'] = '1'
    const m = v.merge([view('lost', ''), view('lost_since', '2025-01-01')], nowhere)
    expect(m.clashing).toEqual(['lost_since'])
    expect(v.inputs['lost_since']).toBe('')
    expect(sealOf(v, 'lost_since')).toBe('s:lost_since:')
  })

  it('wait while the person stands in the field', () => {
    const v = formOf(members, view('school', '甲校'))
    expect(v.merge([view('school', '乙校')], (k) => k === 'school').waiting).toEqual(['school'])
    expect(v.inputs['school']).toBe('甲校')
  })

  it('of its own save do not clash with what was typed since', () => {
    const v = formOf(members, view('school', '甲校'))
    v.inputs['school'] = '乙校'
    v.accept(v.sent())
    v.inputs['school'] = '乙校东院'
    expect(v.merge([view('school', '乙校')], nowhere, new Set(['school'])).clashing).toEqual([])
    expect(v.sent()).toEqual([{ key: 'school', input: '乙校东院', back: '' }])
    expect(sealOf(v, 'school')).toBe('s:school:乙校')
  })
})

describe('a decided conflict', () => {
  it('mine: stays typed and is sent over what the other person wrote', () => {
    const v = formOf(members, view('school', '甲校'))
    v.inputs['school'] = '我的'
    v.settle(conflict({ theirs: view('school', '乙校') }), 'mine')
    expect(v.sent()).toEqual([{ key: 'school', input: '我的', back: '' }])
    expect(sealOf(v, 'school')).toBe('s:school:乙校')
    v.forget()
    expect(v.inputs['school']).toBe('乙校')
    expect(v.dirty.value).toEqual([])
  })

  it('mine: an emptied private field is sent though the form does not know what it replaces', () => {
    const v = formOf(members, view('mobile', '13800000001'))
    v.inputs['mobile'] = ''
    v.settle(conflict({ theirs: view('mobile', '13800000002', true) }), 'mine')
    expect(v.sent()).toEqual([{ key: 'mobile', input: '', back: '' }])
  })

  it('theirs: nothing is left to send', () => {
    const v = formOf(members, view('school', '甲校'), view('mobile', '13800000001'))
    v.inputs['school'] = '我的'
    v.inputs['mobile'] = '13800000009'
    v.settle(conflict({ theirs: view('school', '乙校') }), 'theirs')
    v.settle(conflict({ theirs: view('mobile', '13800000002', true) }), 'theirs')
    expect(v.sent()).toEqual([])
    expect(v.inputs['school']).toBe('乙校')
    expect(v.masked['mobile']).toBe(true)
    expect(v.shown('mobile')).toBe(false)
  })

  it('mine: a masked neighbour of the group goes back to what the form saw, also when it moves on again', () => {
    const v = formOf(households, view('low_income_people', '2'), view('reason', '1', true))
    v.inputs['low_income_people'] = '3'
    v.settle(conflict({ theirs: view('low_income_people', '2'), changed: false }, { theirs: view('reason', '2', true), typed: false }), 'mine')
    v.settle(conflict({ theirs: view('low_income_people', '2'), changed: false }, { theirs: view('reason', '3', true), typed: false }), 'mine')
    expect(v.sent()).toEqual([{ key: 'low_income_people', input: '3', back: '' }, { key: 'reason', input: '', back: 's:reason:1' }])
    expect(sealOf(v, 'reason')).toBe('s:reason:3')
  })
})

describe('the form of a record', () => {
  const stored = { school: '甲校', native_place: '湖北' }
  let version = 'v1'
  let saves: { inputs: FieldInput[]; seen: FieldSeen[] }[] = []
  let answer = {}
  const record = () => ({ register: 'party_members', id: '1-1', title: '王芳', deleted: false, version, fields: [view('school', stored.school), view('native_place', stored.native_place)], derived: [], problems: [], related: [], advice: [] })

  beforeEach(() => {
    Object.assign(stored, { school: '甲校', native_place: '湖北' })
    version = 'v1'
    saves = []
    answer = { saved: true, id: '1-1', change: '1-2', problems: [], twins: [], conflicts: [], gone: false }
    window.go = {
      bind: {
        Records: {
          Find: async () => record(),
          Version: async () => version,
          History: async () => [{ change: '1-2', when: '2026-11-22 10:32', operator: '李强', replica: '1号机', kind: 'update', note: '', fields: [] }],
          Check: async () => ({ fields: [], problems: [], twins: [] }),
          Save: async (...a: unknown[]) => {
            saves.push({ inputs: a[2] as FieldInput[], seen: a[3] as FieldSeen[] })
            return answer
          },
        },
      },
    }
  })

  it('sends what it saw with a save', async () => {
    const f = useRecord(members, '1-1', {})
    await f.load()
    f.inputs['school'] = '我的'
    await f.save(false)
    expect(saves[0]?.inputs).toEqual([{ key: 'school', input: '我的', back: '' }])
    expect(saves[0]?.seen).toContainEqual({ key: 'school', seen: 's:school:甲校' })
  })

  it('keeps what was typed when a save is refused', async () => {
    const f = useRecord(members, '1-1', {})
    await f.load()
    f.inputs['school'] = '我的'
    answer = { saved: false, id: '1-1', change: '', problems: [], twins: [], conflicts: [conflict({ theirs: view('school', '乙校') })], gone: false }
    const r = await f.save(false)
    expect(f.dirty.value).toEqual(['school'])
    f.settle(r.conflicts[0]!, 'mine')
    await f.save(false)
    expect(saves[1]?.inputs).toEqual([{ key: 'school', input: '我的', back: '' }])
    expect(saves[1]?.seen).toContainEqual({ key: 'school', seen: 's:school:乙校' })
  })

  it('says who changed the record while it is open, and shows it', async () => {
    const f = useRecord(members, '1-1', {})
    await f.load()
    await f.look()
    expect(f.news.value).toBeNull()
    stored.school = '乙校'
    version = 'v2'
    await f.look()
    expect(f.inputs['school']).toBe('乙校')
    expect(f.news.value).toMatchObject({ who: '李强', taken: ['毕业院校系及专业'], clashing: [], deleted: false })
    f.inputs['native_place'] = '我的'
    stored.native_place = '湖南'
    version = 'v3'
    await f.look()
    expect(f.inputs['native_place']).toBe('我的')
    expect(f.news.value?.clashing).toEqual(['籍贯'])
  })

  it('does not take its own save for news', async () => {
    const f = useRecord(members, '1-1', {})
    await f.load()
    f.inputs['school'] = '我的'
    const answers: (() => void)[] = []
    window.go!.bind!['Records']!['Version'] = () => new Promise((r) => answers.push(() => r('v2')))
    const looking = f.look()
    await f.save(false)
    stored.school = '我的'
    answers.forEach((a) => a())
    await looking
    expect(f.news.value).toBeNull()
  })
})
