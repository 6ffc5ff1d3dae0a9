// The state of the first page: what is due, and the numbers of the community.
import { onScopeDispose, ref, shallowRef } from 'vue'
import { Today, decodeError } from '../../api'
import type { AppError, TodayView } from '../../api'

const stale = 60_000 // ms after which coming back to the window asks again

export function useToday() {
  const view = shallowRef<TodayView | null>(null)
  const problem = shallowRef<AppError | null>(null)
  const loading = ref(true)
  let asked = 0

  async function load(): Promise<void> {
    asked = Date.now()
    try {
      view.value = await Today.view()
      problem.value = null
    } catch (e) {
      problem.value = decodeError(e)
    } finally {
      loading.value = false
    }
  }

  const again = () => {
    if (document.visibilityState === 'visible' && Date.now() - asked > stale) void load()
  }
  document.addEventListener('visibilitychange', again)
  onScopeDispose(() => document.removeEventListener('visibilitychange', again))

  void load()
  return { view, problem, loading, load }
}
