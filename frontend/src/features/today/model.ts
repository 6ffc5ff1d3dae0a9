// What the first page says about its items and figures. Pure.
import type { DutyDay, Figure, TodayItem } from '../../api'

/** The order in which tones stand: overdue first. */
const tones = ['red', 'amber', 'blue']

export function byUrgency(items: TodayItem[]): TodayItem[] {
  return [...items].sort((a, b) => tones.indexOf(a.tone) - tones.indexOf(b.tone))
}

/** Share of a figure in percent for its bar, 0..100; null when it is no ratio. */
export function share(f: Figure): number | null {
  if (f.denominator <= 0) return null
  return Math.max(0, Math.min(100, (f.numerator / f.denominator) * 100))
}

/** Whether a ratio has reached its goal; without a goal it has. */
export function reached(f: Figure): boolean {
  const s = share(f)
  return f.goal === 0 || (s !== null && s >= f.goal)
}

/** Numerator and denominator in words, "" for a plain number. */
export function ofWords(f: Figure): string {
  return f.denominator > 0 ? `${f.numerator.toLocaleString('zh-CN')} / ${f.denominator.toLocaleString('zh-CN')} ${f.unit}` : ''
}

/** The phone of the week's duty when it is the same on every day, else "". */
export function onePhone(week: DutyDay[]): string {
  const phones = [...new Set(week.map((d) => d.phone).filter(Boolean))]
  return phones.length === 1 ? phones[0]! : ''
}

/** 周一 … from 星期一, which is too long for a narrow list. */
export function shortWeekday(weekday: string): string {
  return weekday.replace('星期', '周')
}

/** The day of the month of 2026-12-05: 5日; of the first of a month with its month: 12月1日. */
export function dayWords(date: string): string {
  const [, month, day] = date.split('-').map(Number)
  if (!month || !day) return date
  return day === 1 ? `${month}月1日` : `${day}日`
}

/** The duty of a week as columns: one a shift, in the order of first use. null where the texts are not "带班 甲　白班 乙、丙". */
export function shiftColumns(week: DutyDay[]): { labels: string[]; rows: string[][] } | null {
  const labels: string[] = []
  const days: Map<string, string>[] = []
  for (const d of week) {
    const day = new Map<string, string>()
    for (const part of d.text.split('　').filter(Boolean)) {
      const m = /^(\S+) (.+)$/.exec(part)
      if (!m) return null
      const [, label = '', names = ''] = m
      if (!labels.includes(label)) labels.push(label)
      day.set(label, names)
    }
    days.push(day)
  }
  if (labels.length === 0 || labels.length > 3) return null
  return { labels, rows: days.map((day) => labels.map((l) => day.get(l) ?? '')) }
}
