// The year of 三会一课 of one organization as a table: kinds down, months across. Pure.
import type { BoardCell } from '../../api'
import type { Tone } from '../../course/model'

/** monthNames are the heads of the twelve columns. */
export const monthNames = Array.from({ length: 12 }, (_, i) => `${i + 1}月`)

type Months = Pick<BoardCell, 'from' | 'to'>

/** span is how many months a cell is wide. */
export function span(c: Months): number {
  return Math.max(1, Math.min(12, month(c.to) - month(c.from) + 1))
}
const month = (text: string): number => Number(text.slice(5, 7)) || 1

/** cellTone is the colour of a cell; a word stands with it in every case. */
export function cellTone(c: Pick<BoardCell, 'state'>): Tone {
  const tones: Record<string, Tone> = { held: 'jade', planned: 'blue', due: 'amber', missed: 'red' }
  return tones[c.state] ?? ''
}

/** dayWords is the day of a meeting in its cell: 12日; in a cell of several months 3月12日. */
export function dayWords(date: string, wide: boolean): string {
  const m = /^\d{4}-(\d{2})(?:-(\d{2}))?/.exec(date)
  if (!m) return date
  const [mon, day] = [Number(m[1]), m[2] ? Number(m[2]) : 0]
  if (day === 0) return `${mon}月`
  return wide ? `${mon}月${day}日` : `${day}日`
}

/**
 * startDate is what the date of a new meeting starts with: today where it falls into
 * the cell, else only the month of the cell's end, for a person to name the day.
 */
export function startDate(c: Months, today: string): string {
  const now = today.slice(0, 7)
  if (c.from <= now && now <= c.to) return today
  return now < c.from ? c.from : c.to
}
