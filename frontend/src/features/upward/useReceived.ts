import { computed, ref, shallowRef } from 'vue'
import { AppError, Upward, decodeError, type FileRef, type UpwardComparison, type UpwardReceived, type UpwardReport, type UpwardTaken } from '../../api'
import { matches } from './model'

/** useReceived is the list of reports that came in, and what of it is looked at: one, or two side by side. */
export function useReceived() {
  const list = shallowRef<UpwardReceived[]>([])
  const text = ref('')
  const loading = ref(true)
  const problem = shallowRef<AppError | null>(null)
  const picked = ref<string[]>([]) // to be compared, at most two, in the order of picking
  const opened = ref('')
  const report = shallowRef<UpwardReport | null>(null)
  const comparison = shallowRef<UpwardComparison | null>(null)
  const taken = shallowRef<UpwardTaken[]>([])
  const busy = ref(false)

  const shown = computed(() => list.value.filter((r) => matches(r, text.value.trim())))
  let turn = 0

  async function load(): Promise<void> {
    loading.value = true
    try {
      list.value = await Upward.received()
      problem.value = null
      const here = (id: string) => list.value.some((r) => r.id === id)
      picked.value = picked.value.filter(here)
      if (!here(opened.value)) opened.value = list.value[0]?.id ?? ''
      await look()
    } catch (e) {
      problem.value = decodeError(e)
    } finally {
      loading.value = false
    }
  }

  /** look fetches what is to be shown beside the list. */
  async function look(): Promise<void> {
    const mine = ++turn
    const [a, b] = picked.value
    try {
      if (a && b) {
        // The list has the latest first; the older stands at the left, so that a change reads forward.
        const at = (id: string) => list.value.findIndex((r) => r.id === id)
        const [older, newer] = at(a) > at(b) ? [a, b] : [b, a]
        const got = await Upward.compare(older, newer)
        if (mine === turn) [comparison.value, report.value] = [got, null]
        return
      }
      const got = opened.value ? await Upward.find(opened.value) : null
      if (mine === turn) [comparison.value, report.value] = [null, got]
    } catch (e) {
      if (mine === turn) problem.value = decodeError(e)
    }
  }

  async function open(id: string): Promise<void> {
    opened.value = id
    picked.value = []
    await look()
  }

  async function pick(id: string): Promise<void> {
    picked.value = picked.value.includes(id) ? picked.value.filter((x) => x !== id) : [...picked.value, id].slice(-2)
    await look()
  }

  async function take(files: FileRef[]): Promise<void> {
    if (files.length === 0 || busy.value) return
    busy.value = true
    try {
      taken.value = await Upward.import(files.map((f) => f.token))
      const good = taken.value.filter((t) => t.error === '').at(-1)
      if (good) {
        opened.value = good.report.id
        picked.value = []
      }
      await load()
    } finally {
      busy.value = false
    }
  }

  /** remove takes a report away and answers the change that brings it back. */
  async function remove(id: string): Promise<string> {
    const { change } = await Upward.remove(id)
    await load()
    return change
  }

  async function note(id: string, words: string): Promise<void> {
    await Upward.setNote(id, words)
    await load()
  }

  return { list, shown, text, loading, problem, picked, opened, report, comparison, taken, busy, load, open, pick, take, remove, note }
}
