// The table of learning hours. Pure. Hours come as decimals with at most one place.
import type { HoursRow } from '../../api'

/** tenths reads a decimal of hours: 32.5 is 325. */
export const tenths = (hours: string): number => Math.round(Number(hours || '0') * 10)

/** part is how far somebody has come, 0 to 100; who has not arrived is never at 100. */
export function part(l: Pick<HoursRow, 'total' | 'goal'>): number {
  const goal = tenths(l.goal)
  return goal <= 0 ? 100 : Math.min(100, Math.floor((tenths(l.total) / goal) * 100))
}

/** SortKey is a column that the table can be sorted by. */
export type SortKey = 'name' | 'branch' | 'studies' | 'meetings' | 'total' | 'short'

/** sorted orders members; those who are equal keep the order of the program. */
export function sorted(list: readonly HoursRow[], key: SortKey, desc: boolean): HoursRow[] {
  const words = key === 'name' || key === 'branch'
  const by = (a: HoursRow, b: HoursRow): number => (words ? a[key].localeCompare(b[key], 'zh-CN') : tenths(a[key]) - tenths(b[key]))
  return [...list].sort((a, b) => by(a, b) * (desc ? -1 : 1))
}
