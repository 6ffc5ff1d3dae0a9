// What the pages of visits work out by themselves. Pure.
import type { CoverageBuilding, CoverageHome, VisitFigure, VisitMonth } from '../../api'

/** Span is a choice of period. */
export type Span = 'month' | 'quarter' | 'first' | 'second' | 'year' | 'own'

export const spans: { key: Span; label: string }[] = [
  { key: 'month', label: '本月' },
  { key: 'quarter', label: '本季' },
  { key: 'first', label: '上半年' },
  { key: 'second', label: '下半年' },
  { key: 'year', label: '全年' },
  { key: 'own', label: '自选' },
]

/** Period is from one day to another, both included, 2006-01-02. */
export interface Period {
  from: string
  to: string
}

const two = (n: number): string => String(n).padStart(2, '0')
const lastDay = (year: number, month: number): string => `${year}-${two(month)}-${two(new Date(Date.UTC(year, month, 0)).getUTCDate())}`

/** periodOf gives the days of a choice, in the year of today; of 自选 the half-year of today, to start from. */
export function periodOf(span: Span, today: string): Period {
  const [year = 2000, month = 1] = today.split('-').map(Number)
  switch (span) {
    case 'month':
      return { from: `${year}-${two(month)}-01`, to: lastDay(year, month) }
    case 'quarter': {
      const first = month - ((month - 1) % 3)
      return { from: `${year}-${two(first)}-01`, to: lastDay(year, first + 2) }
    }
    case 'first':
      return { from: `${year}-01-01`, to: `${year}-06-30` }
    case 'second':
      return { from: `${year}-07-01`, to: `${year}-12-31` }
    case 'year':
      return { from: `${year}-01-01`, to: `${year}-12-31` }
    case 'own':
      return periodOf(halfOf(today), today)
  }
}

/** halfOf is the half-year of a day: households are visited once in each. */
export const halfOf = (today: string): Span => (Number(today.slice(5, 7)) <= 6 ? 'first' : 'second')

/** yearTo is the twelve months that end with the month of a day, or with that of today where the day is ahead. */
export function yearTo(to: string, today: string): Period {
  const end = to < today ? to : today
  const [year = 2000, month = 1] = end.split('-').map(Number)
  const from = month === 12 ? `${year}-01-01` : `${year - 1}-${two(month + 1)}-01`
  return { from, to: lastDay(year, month) }
}

/** nextForm proposes the line after one of a paper form: B7K2-04 after B7K2-03; "" where there is no number at the end. */
export function nextForm(form: string): string {
  const m = /^(.*?)(\d+)$/.exec(form.trim())
  if (!m) return ''
  const [, head = '', line = ''] = m
  return head + String(Number(line) + 1).padStart(line.length, '0')
}

/** The figures that stand as cards, the most asked for first. */
export const rates = ['visits', 'coverage', 'key_coverage', 'finished', 'on_time', 'on_spot', 'satisfied', 'returned', 'days_mean', 'repeated']
/** The figures of a table of groups. */
export const columns = ['visits', 'coverage', 'key_coverage', 'appeals', 'finished', 'on_time', 'satisfied', 'days_mean', 'repeated']

/** share is the part of a rate in percent for its bar, 0..100; null where it is no rate. */
export function share(f: VisitFigure): number | null {
  if (f.denominator <= 0 || !f.value.endsWith('%')) return null
  return Math.max(0, Math.min(100, (f.numerator / f.denominator) * 100))
}

const grouped = (n: number): string => n.toLocaleString('zh-CN')

/** ofWords says what a figure is made of. */
export function ofWords(f: VisitFigure): string {
  if (f.key === 'days_mean') return f.denominator > 0 ? `${grouped(f.denominator)} 件共用 ${grouped(f.numerator)} 个工作日` : '还没有办结的'
  return `${grouped(f.numerator)} / ${grouped(f.denominator)} ${f.unit}`
}

/** opens tells whether records stand behind a figure. */
export const opens = (f: VisitFigure): boolean => f.numerator > 0

/** GroupRow is one group with its figures by key. */
export interface GroupRow {
  group: string
  label: string
  figures: Map<string, VisitFigure>
}

/** byGroup turns figures into the rows of a table, in the order in which they came. */
export function byGroup(list: VisitFigure[]): GroupRow[] {
  const rows = new Map<string, GroupRow>()
  for (const f of list) {
    let row = rows.get(f.group)
    if (!row) rows.set(f.group, (row = { group: f.group, label: f.groupLabel, figures: new Map() }))
    row.figures.set(f.key, f)
  }
  return [...rows.values()]
}

/** partsOf are the counts under one of 五走访, 三送, 六到家. */
export function partsOf(list: VisitFigure[], prefix: string): VisitFigure[] {
  return list.filter((f) => f.key.startsWith(prefix))
}

/** series gives one figure over the months; what it lacks is 0. */
export function series(months: VisitMonth[], key: string): number[] {
  return months.map((m) => m.figures.find((f) => f.key === key)?.numerator ?? 0)
}

/** monthWords is 9月 of 2026-09, with the year in January and first. */
export function monthWords(month: string, first: boolean): string {
  const [year, m] = month.split('-')
  return first || m === '01' ? `${year}年${Number(m)}月` : `${Number(m)}月`
}

/** homeWords say which household a cell is and when somebody called there last. */
export function homeWords(b: CoverageBuilding, h: CoverageHome): string {
  const room = [b.name, h.entrance, h.room].filter(Boolean).join(' ')
  return h.last ? `${room}：最近 ${h.last}，${h.visits} 次` : `${room}：没有走访`
}
