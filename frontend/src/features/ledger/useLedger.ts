import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { Records, type Condition, type ListQuery, type ListRow, type RegisterInfo } from '../../api'
import { findDerived, findField } from '../../registers'
import { readFilter, referencesIn, writeFilter, type Filter } from '../../registers/filter'
import { PagedRows } from '../../ui/pagedRows'
import { useSelection } from '../../ui/selection'
import { useColumns } from './columns'

// Where a person was in each list, for coming back from a record.
const places = new Map<string, { address: string; current: number }>()

/** useLedger is the state of the list of one register. Its filter lives in the address, so that going back brings it back. */
export function useLedger(register: RegisterInfo) {
  const route = useRoute()
  const router = useRouter()
  const info = shallowRef(register)
  const columns = useColumns(info)
  const selection = useSelection()
  const filter = ref<Filter>(readFilter(route.query))
  const current = ref(-1)
  const titles = ref<ReadonlyMap<string, string>>(new Map())

  function query(offset: number, limit: number, keys = columns.keys.value): ListQuery {
    const f = filter.value
    return { register: register.key, text: f.text, where: f.where, sort: f.sort, desc: f.desc, columns: keys, offset, limit, deleted: f.deleted }
  }

  const rows = new PagedRows<ListRow>((offset, limit) => Records.list(query(offset, limit)))
  const narrowed = computed(() => filter.value.text.trim() !== '' || filter.value.where.length > 0)
  const currentRow = computed(() => (current.value >= 0 ? rows.row(current.value) : undefined))

  async function reload(at = Math.max(0, current.value)): Promise<void> {
    await rows.reset(at)
    if (current.value >= rows.state.matched) current.value = rows.state.matched - 1
  }

  function setFilter(next: Partial<Filter>): void {
    filter.value = { ...filter.value, ...next }
    selection.clear()
    current.value = -1
    void router.replace({ path: route.path, query: { ...route.query, text: undefined, where: undefined, sort: undefined, desc: undefined, deleted: undefined, ...writeFilter(filter.value) } })
    void reload(0)
  }

  // Columns that the filter refers to by ID are shown by name.
  watch(
    () => filter.value.where,
    async (where: Condition[]) => {
      const missing = referencesIn(register, where).filter((x) => x.id && !titles.value.has(x.id))
      const found = await Promise.all(missing.map((x) => Records.find(x.register, x.id).then((v) => [x.id, v.title] as const, () => [x.id, '（已不在）'] as const)))
      if (found.length > 0) titles.value = new Map([...titles.value, ...found])
    },
    { immediate: true },
  )

  watch(
    [columns.ready, columns.keys],
    ([ready], before) => {
      if (!ready) return
      if (!before?.[0]) {
        const place = places.get(register.key)
        if (place && place.address === JSON.stringify(writeFilter(filter.value))) current.value = place.current
      }
      void reload()
    },
    { immediate: true },
  )

  watch(current, (i) => places.set(register.key, { address: JSON.stringify(writeFilter(filter.value)), current: i }))

  return {
    register,
    columns,
    selection,
    filter,
    titles,
    rows,
    narrowed,
    current,
    currentRow,
    query,
    reload,
    setFilter,
    /** sortBy sorts by a column; the second time downwards, the third time as the register does. */
    sortBy: (key: string) => {
      const f = filter.value
      const now = f.sort || register.sort
      if (now !== key) setFilter({ sort: key, desc: false })
      else if (!f.desc) setFilter({ sort: key, desc: true })
      else setFilter({ sort: '', desc: false })
    },
    sortable: (key: string) => {
      const f = findField(register, key)
      if (f) return f.kind !== 'note' && f.kind !== 'codes' && !f.private
      return findDerived(register, key) !== undefined
    },
    learnTitles: (more: Iterable<readonly [string, string]>) => {
      titles.value = new Map([...titles.value, ...more])
    },
  }
}

/** Ledger is what useLedger gives. */
export type Ledger = ReturnType<typeof useLedger>
