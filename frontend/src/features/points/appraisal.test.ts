import { describe, expect, it } from 'vitest'
import { chosenGrade, gradesTo, tooMany } from './appraisal'

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
  it('names branches with more than a third of excellent members', () => {
    const branches = [{ name: '一支部', most: 1, graded: 4 }]
    expect(tooMany(rows, branches, {})).toEqual([])
    expect(tooMany(rows, branches, { b: '1' })).toEqual(['一支部评了 2 名优秀，参加评定 4 人，最多 1 名（三分之一）。'])
    expect(tooMany(rows, branches, { a: '2', b: '1' })).toEqual([])
  })
})
