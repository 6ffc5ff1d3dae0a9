import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { AppError, decodeError } from '../../api'

/** Answer is what a page asked for last. */
export interface Answer<T> {
  answer: ShallowRef<T | null>
  error: ShallowRef<AppError | null>
  busy: Ref<boolean>
  load: () => Promise<void>
}

/** useAnswer asks at once and whenever what it depends on changes; an answer that was overtaken is dropped. */
export function useAnswer<T>(on: () => unknown, ask: () => Promise<T>): Answer<T> {
  const answer = shallowRef<T | null>(null) as ShallowRef<T | null>
  const error = shallowRef<AppError | null>(null)
  const busy = ref(false)
  let turn = 0
  async function load() {
    const mine = ++turn
    busy.value = true
    try {
      const a = await ask()
      if (mine !== turn) return
      answer.value = a
      error.value = null
    } catch (e) {
      if (mine === turn) error.value = decodeError(e)
    } finally {
      if (mine === turn) busy.value = false
    }
  }
  watch(on, load, { immediate: true })
  return { answer, error, busy, load }
}
