// What the three parts of the page share: which organization, which year and month. They
// live in the address, so that going back brings them back; the organization is remembered.
import { computed, shallowRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { AppError, decodeError, Records, Settings } from '../../api'
import { book } from '../../ui/book'

/** Body is a party organization that holds meetings. The one without an ID is all of them together. */
export interface Body { id: string; name: string; type: string; label: string }

/** everybody stands for all organizations, where a part can show all. */
export const everybody: Body = { id: '', name: '', type: '', label: '全部党员' }

/** The codes of the types of party organizations, from the committee down to the group. */
const types = ['10', '11', '12', '13', '14', '15']
const branches = ['党支部', '联合党支部', '临时党支部']
const remembered = 'life.organization'

// Asked once while the page is open; the organizations of a community seldom change.
const bodies = shallowRef<Body[] | null>(null)
const error = shallowRef<AppError | null>(null)
const usual = shallowRef('')

async function load(): Promise<void> {
  try {
    const [list, last] = await Promise.all([
      Records.list({ register: 'organizations', text: '', where: [{ field: 'type', op: 'in', value: types.join(',') }], sort: '', desc: false, columns: ['short_name', 'name', 'type', 'parent'], offset: 0, limit: 500, deleted: false }),
      Settings.recall(remembered).catch(() => ''),
    ])
    bodies.value = list.rows.map((r) => {
      const [short = '', name = '', type = '', parent = ''] = r.texts
      const label = short || name
      return { id: r.id, name: label, type, label: type === '党小组' && parent ? `${parent} · ${label}` : label }
    })
    usual.value = last
    error.value = null
  } catch (e) {
    error.value = decodeError(e)
  }
}

export function useLife(together = () => false) {
  const route = useRoute()
  const router = useRouter()
  const today = book.status?.today ?? ''
  const thisYear = Number(today.slice(0, 4)) || new Date().getFullYear()
  const one = (key: string): string => (typeof route.query[key] === 'string' ? route.query[key] : '')
  const org = computed(() => {
    const known = (id: string) => bodies.value?.find((b) => b.id === id)
    if (bodies.value?.length && one('org') === 'all' && together()) return everybody
    return known(one('org')) ?? known(usual.value) ?? bodies.value?.find((b) => branches.includes(b.type)) ?? bodies.value?.[0]
  })
  const year = computed(() => {
    const y = Number(one('year'))
    return Number.isInteger(y) && y > 1949 && y < 2200 ? y : thisYear
  })
  const years = computed(() => [...new Set([...Array.from({ length: 6 }, (_, i) => thisYear - i), year.value])].sort((a, b) => b - a))
  const month = computed(() => (/^\d{4}-(0[1-9]|1[0-2])$/.test(one('month')) ? one('month') : today.slice(0, 7)))
  /** groups are the organizations under the words of their types. */
  const groups = computed(() => {
    const out = new Map<string, Body[]>()
    for (const b of bodies.value ?? []) out.set(b.type, [...(out.get(b.type) ?? []), b])
    return [...out]
  })
  /** set changes what is in the address; "" takes it out. */
  function set(values: Record<string, string>): void {
    const query = { ...route.query, ...values }
    for (const [k, v] of Object.entries(values)) if (v === '') delete query[k]
    void router.replace({ path: route.path, query })
  }
  function choose(id: string): void {
    if (id !== '') {
      usual.value = id
      void Settings.remember(remembered, id).catch(() => undefined)
    }
    set({ org: id || 'all' })
  }
  return { bodies, groups, error, org, year, years, month, today, thisYear, one, set, choose, load }
}
