import { describe, expect, it } from 'vitest'
import { attend, differing, mark, named, restCame, step, tally, type Line } from './roll'

const line = (member: string, o: Partial<Line> = {}): Line => ({ member, name: member, branch: '', keys: '', state: '', reason: '', hours: '', away: false, guest: false, why: '', votes: true, ...o })

describe('tally', () => {
  it('counts late and early as there, and who is away not at all', () => {
    const t = tally([line('a', { state: attend.present }), line('b', { state: attend.late }), line('c', { state: attend.early }), line('d', { state: attend.leave }), line('e'), line('f', { away: true })])
    expect(t).toMatchObject({ expected: 5, came: 3, late: 1, early: 1, leave: 1, absent: 0, open: 1, voters: 5, votersCame: 3, quorum: true })
  })
  it('needs more than half of those who may vote', () => {
    const half = [line('a', { state: attend.present }), line('b', { state: attend.absent })]
    expect(tally(half).quorum).toBe(false)
    // Who has no vote changes nothing, however many come.
    expect(tally([...half, line('c', { votes: false, state: attend.present })]).quorum).toBe(false)
    expect(tally([...half, line('c', { state: attend.present })]).quorum).toBe(true)
  })
  it('has no quorum where nobody may vote', () => expect(tally([line('a', { votes: false, state: attend.present })]).quorum).toBe(false))
  it('counts who is away only where he came, and a guest never', () => {
    expect(tally([line('a', { away: true, state: attend.present })])).toMatchObject({ expected: 1, came: 1 })
    expect(tally([line('a', { away: true, state: attend.leave })])).toMatchObject({ expected: 0, leave: 0 })
    expect(tally([line('a', { guest: true, state: attend.present })])).toMatchObject({ expected: 0, came: 0, votersCame: 0 })
  })
})

describe('mark', () => {
  it('keeps a reason where one is asked for, and drops it elsewhere', () => {
    const l = line('a', { state: attend.leave, reason: '住院', hours: '' })
    mark(l, attend.absent)
    expect(l.reason).toBe('住院')
    mark(l, attend.present)
    expect(l.reason).toBe('')
  })
  it('drops the hours of who did not come', () => {
    const l = line('a', { state: attend.present, hours: '2' })
    mark(l, attend.late)
    expect(l.hours).toBe('2')
    mark(l, attend.leave)
    expect(l.hours).toBe('')
  })
})

it('marks the rest as present, and nobody who is marked or away', () => {
  const lines = [line('a', { state: attend.leave, reason: '出差' }), line('b'), line('c', { away: true })]
  expect(restCame(lines)).toBe(1)
  expect(lines.map((l) => l.state)).toEqual([attend.leave, attend.present, ''])
  expect(lines[0]!.reason).toBe('出差')
})

it('sends only what differs from what is stored', () => {
  const stored = new Map([['a', { state: '1', reason: '', hours: '2' }], ['b', { state: '4', reason: '住院', hours: '' }]])
  const lines = [line('a', { state: '1', hours: ' 2 ' }), line('b', { state: '', reason: '' }), line('c'), line('d', { state: '5' })]
  expect(differing(lines, stored).map((l) => l.member)).toEqual(['b', 'd'])
})

it('names who was away, with the reason', () => {
  expect(named([line('李建国', { state: '4', reason: '出差 ' }), line('王芳', { state: '4' }), line('周玉兰', { state: '1' })], '4')).toBe('李建国（出差）、王芳')
})

it('walks within a list', () => {
  expect([step(-1, 1, 3), step(0, 1, 3), step(2, 1, 3), step(0, -1, 3)]).toEqual([0, 1, 2, 0])
})
