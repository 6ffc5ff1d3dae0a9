// The period of a page lives in the address, so that going back brings it back.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { book } from '../../ui/book'
import { halfOf, periodOf, spans, type Period, type Span } from './model'

const day = /^\d{4}-\d{2}-\d{2}$/

/** usePeriod is the period of the page at a path. */
export function usePeriod(path: string) {
  const route = useRoute()
  const router = useRouter()
  const today = book.status?.today ?? ''
  const one = (key: string): string => (typeof route.query[key] === 'string' ? route.query[key] : '')
  const span = computed<Span>({
    get: () => spans.find((s) => s.key === one('span'))?.key ?? halfOf(today),
    set: (s) => set({ span: s }),
  })
  const own = computed<Period>({
    get: () => ({ from: day.test(one('from')) ? one('from') : periodOf('own', today).from, to: day.test(one('to')) ? one('to') : periodOf('own', today).to }),
    set: (p) => set({ from: p.from, to: p.to }),
  })
  const period = computed<Period>(() => (span.value === 'own' ? own.value : periodOf(span.value, today)))
  // Two changes in one moment must not undo each other.
  let pending: Record<string, string> | null = null
  function set(next: Record<string, string>): void {
    if (!pending) {
      pending = { ...Object.fromEntries(Object.keys(route.query).map((k) => [k, one(k)])) }
      queueMicrotask(() => {
        const query = pending ?? {}
        pending = null
        void router.replace({ path, query })
      })
    }
    Object.assign(pending, next)
  }
  return { span, own, period, one, set, today }
}
