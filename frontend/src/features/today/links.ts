// Where the entries of the first page lead.
import type { RouteLocationRaw } from 'vue-router'
import type { ListQuery, TodayGroup, TodayItem } from '../../api'
import { listLink } from '../../registers/filter'

/** The record of an item, else its ledger or page, else nothing. */
export function recordLink(item: TodayItem): RouteLocationRaw | null {
  if (item.kind === 'review') return '/sync?part=reviews'
  if (item.kind === 'points_notice') return { path: '/points/notices', query: { notice: item.id } }
  if (item.kind === 'notice' || item.kind === 'notice_objection') return { path: '/notices', query: { notice: item.id } }
  if (item.kind === 'points_objection') return { path: '/points/claims', query: { claim: item.id } }
  if (item.kind === 'points_claims') return { path: '/points/claims', query: { state: item.id } }
  if (item.kind === 'life_missed') return { path: '/life', query: { org: item.id } }
  if (item.kind === 'dues_behind') return { path: '/life/dues', query: { org: item.id } }
  if (item.register && item.id) return `/ledger/${item.register}/${encodeURIComponent(item.id)}`
  return item.register ? `/ledger/${item.register}` : null
}

/** Where the records behind a group are seen; null where there is no such place. */
export function groupLink(g: TodayGroup): RouteLocationRaw | null {
  if (g.kind === 'points_notice') return '/points/notices'
  if (g.kind === 'notice' || g.kind === 'notice_objection') return '/notices'
  if (g.kind === 'points_objection' || g.kind === 'points_claims') return '/points/claims'
  if (g.kind === 'life_missed') return '/life'
  if (g.kind === 'dues_behind') return { path: '/life/dues', query: { org: 'all' } }
  return ledgerLink(g.query)
}

/** The ledger with the filters of a query; null where there is no list behind a number. */
export function ledgerLink(q: ListQuery): RouteLocationRaw | null {
  return q.register ? listLink(q) : null
}
