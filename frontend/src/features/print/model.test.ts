import { describe, expect, it } from 'vitest'
import type { DocumentInfo } from '../../api'
import { fitZoom, nextZoom, pageMillimetres, pagesOf, printScale, remembered, requestOf, unanswered, usual, worthRemembering } from './model'

const doc: DocumentInfo = {
  key: 'duty_roster',
  title: '值班表',
  detail: '',
  about: [],
  papers: ['A3', 'A4'],
  landscape: true,
  audiences: [
    { value: 'wall', label: '上墙' },
    { value: 'internal', label: '内部' },
  ],
  themes: [
    { value: 'redgold', label: '红金' },
    { value: 'plain', label: '省墨' },
  ],
  params: [
    { key: 'month', label: '月份', kind: 'month', register: '', choices: [], default: '', required: true },
    { key: 'member', label: '党员', kind: 'ref', register: 'party_members', choices: [], default: '', required: true },
  ],
}

describe('choices', () => {
  it('start with the first of every list and the month of today', () => {
    expect(usual(doc, '2026-11-21')).toEqual({ paper: 'A3', orientation: 'landscape', tile: '', audience: 'wall', theme: 'redgold', answers: { month: '2026-11', member: '' } })
  })

  it('remember the look, never an answer', () => {
    const chosen = { ...usual(doc, '2026-11-21'), theme: 'plain', answers: { month: '2026-12', member: '1-7' } }
    expect(worthRemembering(chosen)).not.toContain('1-7')
    const again = remembered(doc, usual(doc, '2027-01-02'), worthRemembering(chosen))
    expect(again.theme).toBe('plain')
    expect(again.answers).toEqual({ month: '2027-01', member: '' })
  })

  it('drop what is no longer offered, and what cannot be read', () => {
    const base = usual(doc, '2026-11-21')
    expect(remembered(doc, base, '{"paper":"A0","theme":"neon","audience":"all"}')).toEqual(base)
    expect(remembered(doc, base, '{broken')).toEqual(base)
    expect(remembered(doc, base, '')).toEqual(base)
  })

  it('ask for what is required and unanswered', () => {
    const c = usual(doc, '2026-11-21')
    expect(unanswered(doc, c).map((p) => p.key)).toEqual(['member'])
    expect(unanswered(doc, { ...c, answers: { ...c.answers, member: '1-7' } })).toEqual([])
  })

  it('tile only what is larger than A4, and send no empty answer', () => {
    const c = { ...usual(doc, '2026-11-21'), tile: 'A4' }
    expect(requestOf(doc, c).tile).toBe('A4')
    expect(requestOf(doc, { ...c, paper: 'A4' }).tile).toBe('')
    expect(requestOf(doc, c).answers).toEqual([{ key: 'month', value: '2026-11' }])
  })
})

describe('pagesOf', () => {
  it.each([
    ['1-3,5', [1, 2, 3, 5]],
    ['１－３，５', [1, 2, 3, 5]],
    ['5、1', [1, 5]],
    ['2—4', [2, 3, 4]],
    ['3 3-4', [3, 4]],
    ['11-99', [11, 12]],
  ])('reads %s', (text, pages) => expect(pagesOf(text, 12)).toEqual(pages))

  it.each(['', 'x', '3-1', '13', '1-2-3', '1.5'])('refuses %s', (text) => expect(pagesOf(text, 12)).toBeNull())
})

describe('sizes', () => {
  const a4 = { width: 595.28, height: 841.89 }
  const a1 = { width: 1683.78, height: 2383.94 }

  it('are whole millimetres', () => expect(pageMillimetres(a4)).toEqual({ width: 210, height: 297 }))

  it('draw A4 at 220 dots per inch and a poster no larger than 16 million dots', () => {
    expect(printScale(a4) * 72).toBeCloseTo(220)
    const s = printScale(a1)
    expect(a1.width * s * a1.height * s).toBeLessThanOrEqual(16e6 + 1)
  })

  it('fit a whole page into its box', () => {
    const z = fitZoom(a4, { width: 800, height: 600 })
    expect((a4.height * z * 96) / 72).toBeCloseTo(600)
    expect((a4.width * z * 96) / 72).toBeLessThan(800)
  })

  it('zoom in steps both ways and stop at the ends', () => {
    expect(nextZoom(0.48, 1)).toBe(0.5)
    expect(nextZoom(0.48, -1)).toBe(0.33)
    expect(nextZoom(1, 1)).toBe(1.1)
    expect(nextZoom(4, 1)).toBe(4)
    expect(nextZoom(0.25, -1)).toBe(0.25)
  })
})
