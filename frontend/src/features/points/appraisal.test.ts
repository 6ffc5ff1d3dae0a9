import { describe, expect, it } from 'vitest'
import { chosenGrade, gradesTo, openEdits, tooMany, withDecided } from './appraisal'

const rows = ['a', 'b', 'c', 'd'].map((member, i) => ({ member, decided: i === 0 ? '1' : '', branchName: '一支部' }))

describe('the card of 民主评议', () => {
  it('shows what was just chosen before what was decided, and takes back what is emptied', () => {
    expect(chosenGrade(rows[0]!, {})).toBe('1')
    expect(chosenGrade(rows[0]!, { a: '' })).toBe('')
    expect(chosenGrade(rows[1]!, { b: '2' })).toBe('2')
  })
  it('sends only what differs', () => {
    expect(gradesTo(rows, { a: '1', b: '2', c: '' }, '2026-12-20')).toEqual([{ member: 'b', grade: '2', date: '2026-12-20' }])
    expect(gradesTo(rows, { a: '' }, '2026-12-20')).toEqual([{ member: 'a', grade: '', date: '2026-12-20' }])
  })
  it('has nothing left to save once the grades are written down, but for what was chosen since', () => {
    const dated = rows.map((r) => ({ ...r, decidedOn: '' }))
    const edits = { a: '', b: '2' }
    const now = withDecided(dated, gradesTo(dated, edits, '2026-12-20'))
    expect(now.map((r) => [r.decided, r.decidedOn])).toEqual([['', '2026-12-20'], ['2', '2026-12-20'], ['', ''], ['', '']])
    expect(openEdits(now, edits)).toEqual({})
    expect(openEdits(now, { ...edits, c: '1', gone: '1' })).toEqual({ c: '1' })
  })
  it('names branches with more than a third of excellent members', () => {
    const branches = [{ name: '一支部', most: 1, graded: 4 }]
    expect(tooMany(rows, branches, {})).toEqual([])
    expect(tooMany(rows, branches, { b: '1' })).toEqual(['一支部评了 2 名优秀，参加评定 4 人，最多 1 名（三分之一）。'])
    expect(tooMany(rows, branches, { a: '2', b: '1' })).toEqual([])
  })
})
