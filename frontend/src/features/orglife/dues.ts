// The sheet of dues of one month. Pure. Money is integer fen; what is typed is yuan.
import { fenToYuan, yuanToFen } from '../../fields/money/yuan'

/** Payer is one member on the sheet; amount is null where nobody knows what is due. */
export interface Payer {
  member: string
  name: string
  branch: string
  keys: string
  amount: number | null
  why: string
  /** What was paid, typed in yuan; "" for nothing. */
  paid: string
  paidOn: string
  waived: boolean
  reason: string
  /** Months in a row before this one that nothing was paid for. */
  behind: number
  /** How urgent that is: "", amber, red. */
  alert: string
}

/** fen reads typed yuan; null where it is no amount, 0 where nothing was typed. */
export function fen(typed: string): number | null {
  if (typed.trim() === '') return 0
  const f = yuanToFen(typed)
  return f === '' || f.startsWith('-') ? null : Number(f)
}

/** yuan writes fen as one reads them: 1250 is 12.50. */
export const yuan = (f: number): string => fenToYuan(String(f))

/** settled reports whether nothing of the month is left: paid in full, or waived. */
export function settled(p: Payer): boolean {
  const got = fen(p.paid) ?? 0
  return p.waived || (got > 0 && got >= (p.amount ?? 0))
}

/** pay ticks a member off: the amount due, on a day. Nothing is known of who has no amount. */
export function pay(p: Payer, day: string): boolean {
  if (p.amount === null || p.amount === 0 || settled(p)) return false
  p.paid = yuan(p.amount)
  p.paidOn = day
  return true
}

/** unpay takes the tick away. */
export function unpay(p: Payer): void {
  p.paid = ''
  p.paidOn = ''
}

/** payAll ticks off all who owe a known amount, and says how many. */
export const payAll = (list: readonly Payer[], day: string): number => list.filter((p) => pay(p, day)).length

/** Totals of a sheet, in fen. */
export interface Totals { due: number; got: number; people: number; settled: number; waived: number; unknown: number; behind: number }

/** totals counts a sheet as it stands on the screen. */
export function totals(list: readonly Payer[]): Totals {
  const t: Totals = { due: 0, got: 0, people: list.length, settled: 0, waived: 0, unknown: 0, behind: 0 }
  for (const p of list) {
    if (!p.waived) t.due += p.amount ?? 0
    t.got += fen(p.paid) ?? 0
    if (settled(p)) t.settled++
    if (p.waived) t.waived++
    else if (p.amount === null) t.unknown++
    if (p.behind > 0) t.behind++
  }
  return t
}

/** changed are the payers that are not as they were stored. */
export function changed(list: readonly Payer[], stored: ReadonlyMap<string, Payer>): Payer[] {
  return list.filter((p) => {
    const was = stored.get(p.member)
    return !was || fen(p.paid) !== fen(was.paid) || p.paidOn.trim() !== was.paidOn || p.waived !== was.waived || p.reason.trim() !== was.reason
  })
}

/** behindWords names the months in a row before a month that nothing was paid for: 8–10 月; over the end of a year with the year. */
export function behindWords(behind: number, month: string): string {
  if (behind <= 0) return ''
  const [first, last] = [shift(month, -behind), monthBefore(month)]
  const full = (m: string): string => `${m.slice(0, 4)} 年 ${Number(m.slice(5, 7))}`
  const here = first.slice(0, 4) === month.slice(0, 4) ? String(Number(first.slice(5, 7))) : full(first)
  if (first === last) return `${here} 月`
  return first.slice(0, 4) === last.slice(0, 4) ? `${here}–${Number(last.slice(5, 7))} 月` : `${full(first)} 月–${full(last)} 月`
}

/** monthAfter and monthBefore give the neighbours of a month 2026-10. */
export const monthAfter = (m: string): string => shift(m, 1)
export const monthBefore = (m: string): string => shift(m, -1)
function shift(m: string, by: number): string {
  const n = Number(m.slice(0, 4)) * 12 + Number(m.slice(5, 7)) - 1 + by
  return `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`
}
