// The state of a board: what it is narrowed by lives in the address, so that going
// back brings it back.
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { AppError, decodeError, type Board, type BoardQuery } from '../../api'
import { book } from '../../ui/book'

const stale = 60_000 // ms after which coming back to the window asks again

/** useBoard keeps one board; ask is the call that fills it. */
export function useBoard(path: string, ask: (q: BoardQuery) => Promise<Board>) {
  const route = useRoute()
  const router = useRouter()
  const board = shallowRef<Board | null>(null)
  const error = shallowRef<AppError | null>(null)
  const loading = ref(true)
  const one = (key: string): string => (typeof route.query[key] === 'string' ? route.query[key] : '')
  const mine = computed(() => one('mine') === '1')
  const query = computed<BoardQuery>(() => ({ text: one('text'), owner: mine.value ? (book.status?.operator ?? '') : '', state: one('state'), kind: one('kind'), light: one('light') }))
  const narrowed = computed(() => mine.value || Object.values(query.value).some((v) => v !== ''))

  let turn = 0
  let asked = 0
  async function load(): Promise<void> {
    const my = ++turn
    asked = Date.now()
    loading.value = true
    try {
      const b = await ask(query.value)
      if (my !== turn) return
      board.value = b
      error.value = null
    } catch (e) {
      if (my === turn) error.value = decodeError(e)
    } finally {
      if (my === turn) loading.value = false
    }
  }
  watch(query, load, { immediate: true, deep: true })

  const again = (): void => {
    if (document.visibilityState === 'visible' && Date.now() - asked > stale) void load()
  }
  document.addEventListener('visibilitychange', again)
  onScopeDispose(() => document.removeEventListener('visibilitychange', again))

  /** narrow changes what the board is narrowed by; "" takes a filter away. */
  function narrow(next: Record<string, string>): void {
    const q: Record<string, string> = {}
    for (const key of ['text', 'mine', 'state', 'kind', 'light', 'as']) {
      const v = next[key] ?? one(key)
      if (v !== '') q[key] = v
    }
    void router.replace({ path, query: q })
  }
  return { board, error, loading, mine, query, narrowed, one, load, narrow }
}
