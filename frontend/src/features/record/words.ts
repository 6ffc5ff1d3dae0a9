import type { Author } from '../../api'
import { book } from '../../ui/book'

/** clock shortens the time of a change: of today only the hour. */
export function clock(when: string): string {
  return when.startsWith(book.status?.today ?? '-') ? when.slice(11) : when
}

/** authorText says who changed something, where and when. */
export function authorText(by: Author): string {
  return `${by.operator || '（没填操作员）'}${by.replica ? `（${by.replica}）` : ''} ${clock(by.when)}`
}
