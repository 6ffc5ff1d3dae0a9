import type { UpwardFigure, UpwardReceived } from '../../api'

/** Span is how a report's time is chosen. */
export type Span = 'month' | 'quarter' | 'half' | 'year' | 'days'

/** Time of a report: dates, both included. */
export interface Period {
  from: string
  to: string
}

export const spans: { value: Span; label: string }[] = [
  { value: 'month', label: '月' },
  { value: 'quarter', label: '季度' },
  { value: 'half', label: '半年' },
  { value: 'year', label: '年' },
  { value: 'days', label: '自己定' },
]

const monthsOf: Record<Exclude<Span, 'days'>, number> = { month: 1, quarter: 3, half: 6, year: 12 }
const two = (n: number) => String(n).padStart(2, '0')

/** spanAt gives the whole span that begins with a month counted from year 0. */
function spanAt(months: number, first: number): Period {
  const last = first + months - 1
  const day = new Date(Date.UTC(Math.floor(last / 12), (last % 12) + 1, 0)).getUTCDate()
  return { from: `${Math.floor(first / 12)}-${two((first % 12) + 1)}-01`, to: `${Math.floor(last / 12)}-${two((last % 12) + 1)}-${two(day)}` }
}

const numbers = (date: string) => date.split('-').map(Number) as [number, number, number]

/** usualPeriod is what a report is about on a day: in its first ten days a span has not begun to count, the one before is reported. */
export function usualPeriod(span: Span, today: string): Period {
  const [y, m, d] = numbers(today)
  if (span === 'days') return { from: `${y}-${two(m)}-01`, to: today }
  const months = monthsOf[span]
  const now = y * 12 + m - 1
  const first = now - (now % months)
  return spanAt(months, now === first && d <= 10 ? first - months : first)
}

/** stepped moves a period by whole spans. */
export function stepped(span: Span, period: Period, by: number): Period {
  if (span === 'days') return period
  const [y, m] = numbers(period.from)
  const months = monthsOf[span]
  const at = y * 12 + m - 1
  return spanAt(months, at - (at % months) + by * months)
}

/** periodWords names a period as the report does. */
export function periodWords(span: Span, { from, to }: Period): string {
  const [y, m] = numbers(from)
  if (span === 'month') return `${y}年${m}月`
  if (span === 'quarter') return `${y}年第${'一二三四'[Math.floor((m - 1) / 3)]}季度`
  if (span === 'half') return `${y}年${m === 1 ? '上' : '下'}半年`
  if (span === 'year') return `${y}年`
  return `${from} 至 ${to}`
}

/** periodProblem says what is wrong with dates that were typed, "" nothing. */
export function periodProblem({ from, to }: Period): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from) || !/^\d{4}-\d{2}-\d{2}$/.test(to)) return '请选好起止日期'
  return from > to ? '结束日期早于开始日期' : ''
}

/** groupsOf puts figures under their headings, in their order; unit is that of the whole group where it has one. */
export function groupsOf(figures: UpwardFigure[]): { label: string; unit: string; figures: UpwardFigure[] }[] {
  const out: { label: string; unit: string; figures: UpwardFigure[] }[] = []
  for (const f of figures) {
    const last = out.at(-1)
    if (last && last.label === f.group) last.figures.push(f)
    else out.push({ label: f.group, unit: '', figures: [f] })
  }
  for (const g of out) g.unit = g.figures.every((f) => f.unit === g.figures[0]!.unit) ? g.figures[0]!.unit : ''
  return out
}

/** matches reports whether a received report has all the words that were typed. */
export function matches(r: UpwardReceived, text: string): boolean {
  const all = `${r.community} ${r.period} ${r.from} ${r.to} ${r.note}`
  return text.split(/\s+/).every((word) => all.includes(word))
}

/** sizeWords is a size as people read it. */
export function sizeWords(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
