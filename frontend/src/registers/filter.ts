/** Conditions of a list in words, and on their way through an address. */
import type { LocationQuery, RouteLocationRaw } from 'vue-router'
import type { Condition, ListQuery, RegisterInfo } from '../api'
import { derivedOperators, kinds, type Operator } from '../fields'
import { fenToYuan } from '../fields/money/yuan'
import { findDerived, findField } from '.'

/** Filter is what narrows a list. */
export interface Filter {
  text: string
  where: Condition[]
  sort: string
  desc: boolean
  deleted: boolean
}

/** emptyFilter is a list as it is. */
export const emptyFilter = (): Filter => ({ text: '', where: [], sort: '', desc: false, deleted: false })

/** operatorsFor are the ways to filter by a field or a derived column. */
export function operatorsFor(r: RegisterInfo, key: string): Operator[] {
  const f = findField(r, key)
  return f ? kinds[f.kind].operators : derivedOperators
}

/** needsValue tells whether an operator asks for a value. */
export const needsValue = (op: string): boolean => op !== 'empty' && op !== 'notempty'

/**
 * conditionText says a condition in words: 所在党支部 是 第二支部. titles knows the
 * names of records by ID; one that it does not know is shown as …
 */
export function conditionText(r: RegisterInfo, c: Condition, titles: ReadonlyMap<string, string>): string {
  if (c.field === 'id') return `选定的 ${String(c.value.split(',').length)} ${r.unit || '条'}` // what the first page counted
  const label = findField(r, c.field)?.label ?? findDerived(r, c.field)?.label ?? c.field
  const op = operatorsFor(r, c.field).find((o) => o.op === c.op)?.label ?? operatorWords[c.op] ?? c.op
  if (!needsValue(c.op)) return `${label}${op}`
  return `${label} ${op} ${valueText(r, c, titles)}`
}

const operatorWords: Record<string, string> = { eq: '是', ne: '不是', in: '是', contains: '包含', starts: '开头是', gte: '不小于', lte: '不大于', empty: '没有填', notempty: '填了' }

function valueText(r: RegisterInfo, c: Condition, titles: ReadonlyMap<string, string>): string {
  const f = findField(r, c.field)
  const values = c.op === 'in' ? c.value.split(',') : [c.value]
  switch (f?.kind) {
    case 'code':
    case 'codes':
      return values.map((v) => f.codes.find((x) => x.code === v)?.label ?? v).join('、')
    case 'ref':
      return values.map((v) => titles.get(v) ?? '…').join('、')
    case 'flag':
      return c.value === '1' ? '是' : '否'
    case 'money':
      return `${fenToYuan(c.value)} 元`
    case 'tenths':
      return `${(Number(c.value) / 10).toFixed(1)} 分`
    default:
      return values.join('、') + (f?.unit ? ` ${f.unit}` : '')
  }
}

/** referencesIn are the records that conditions name, as register and ID. */
export function referencesIn(r: RegisterInfo, where: Condition[]): { register: string; id: string }[] {
  return where.flatMap((c) => {
    const f = findField(r, c.field)
    if (f?.kind !== 'ref' || !needsValue(c.op)) return []
    return c.value.split(',').map((id) => ({ register: f.ref, id }))
  })
}

/** writeFilter turns a filter into the query of an address; what is empty is left out. */
export function writeFilter(f: Filter): Record<string, string> {
  const q: Record<string, string> = {}
  if (f.text !== '') q['text'] = f.text
  if (f.where.length > 0) q['where'] = JSON.stringify(f.where.map((c) => [c.field, c.op, c.value]))
  if (f.sort !== '') q['sort'] = f.sort
  if (f.desc) q['desc'] = '1'
  if (f.deleted) q['deleted'] = '1'
  return q
}

/** readFilter is the reverse of writeFilter; what it does not understand is left out. */
export function readFilter(q: LocationQuery): Filter {
  const one = (v: LocationQuery[string] | undefined): string => (typeof v === 'string' ? v : '')
  return { text: one(q['text']), where: readWhere(one(q['where'])), sort: one(q['sort']), desc: one(q['desc']) === '1', deleted: one(q['deleted']) === '1' }
}

function readWhere(text: string): Condition[] {
  if (text === '') return []
  try {
    const list: unknown = JSON.parse(text)
    if (!Array.isArray(list)) return []
    return list.flatMap((c: unknown) => (Array.isArray(c) && c.length === 3 && c.every((x) => typeof x === 'string') ? [{ field: c[0] as string, op: c[1] as string, value: c[2] as string }] : []))
  } catch {
    return []
  }
}

/** listLink leads to the ledger with the filter of a query, such as those of the first page. */
export function listLink(q: Pick<ListQuery, 'register'> & Partial<ListQuery>): RouteLocationRaw {
  return {
    path: `/ledger/${q.register}`,
    query: writeFilter({ text: q.text ?? '', where: q.where ?? [], sort: q.sort ?? '', desc: q.desc ?? false, deleted: q.deleted ?? false }),
  }
}
