// The year that the pages of points are about lives in the address, so that going back
// brings it back.
import { computed, ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { book } from '../../ui/book'

const version = ref(0) // grows when what all parts show has changed

export function useYear() {
  const route = useRoute()
  const router = useRouter()
  const current = Number((book.status?.today ?? '').slice(0, 4)) || new Date().getFullYear()
  const year = computed(() => {
    const y = Number(route.query['year'])
    return Number.isInteger(y) && y > 1949 && y < 2200 ? y : current
  })
  const years = computed(() => [...new Set([current + 1, ...Array.from({ length: 6 }, (_, i) => current - i), year.value])].sort((a, b) => b - a))
  const one = (key: string): string => (typeof route.query[key] === 'string' ? route.query[key] : '')
  /** set changes what is in the address; "" takes it out. */
  function set(values: Record<string, string>, push = false): void {
    const query = { ...route.query, ...values }
    for (const [k, v] of Object.entries(values)) if (v === '') delete query[k]
    void router[push ? 'push' : 'replace']({ path: route.path, query })
  }
  const choose = (y: number) => set({ year: y === current ? '' : String(y), member: '', claim: '' })
  return { year, years, current, one, set, choose, version }
}
