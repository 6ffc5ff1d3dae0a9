import { computed, nextTick, ref, shallowRef, watch } from 'vue'
import { AppError, Upward, decodeError, saveFile, type UpwardForm, type UpwardMade, type UpwardPreview, type UpwardRequest } from '../../api'
import { book } from '../../ui/book'
import { periodProblem, stepped, usualPeriod, type Period, type Span } from './model'

const pause = 250 // ms without a choice before the preview is asked for

/** useMake is the form of a report and its preview, which always shows exactly what would go out. */
export function useMake() {
  const form = shallowRef<UpwardForm | null>(null)
  const span = ref<Span>('month')
  const period = ref<Period>({ from: '', to: '' })
  const chosen = ref<string[]>([])
  const preview = shallowRef<UpwardPreview | null>(null)
  const problem = shallowRef<AppError | null>(null)
  const loading = ref(true)
  const saving = ref(false)
  const made = shallowRef<(UpwardMade & { path: string }) | null>(null)

  const today = () => book.status?.today ?? new Date().toISOString().slice(0, 10)
  const wrong = computed(() => periodProblem(period.value) || (chosen.value.length === 0 ? '请至少选一个部分' : ''))
  const request = (): UpwardRequest => ({ ...period.value, span: span.value, sections: (form.value?.sections ?? []).map((s) => s.key).filter((k) => chosen.value.includes(k)) })

  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function look(): Promise<void> {
    const mine = ++turn
    if (wrong.value) {
      loading.value = false
      preview.value = null
      return
    }
    loading.value = true
    try {
      const got = await Upward.preview(request())
      if (mine !== turn) return
      preview.value = got
      problem.value = null
    } catch (e) {
      if (mine === turn) problem.value = decodeError(e)
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  async function start(): Promise<void> {
    loading.value = true
    problem.value = null
    try {
      const got = await Upward.form()
      span.value = got.span as Span
      chosen.value = got.chosen
      period.value = usualPeriod(span.value, today())
      await nextTick() // these are no choices of a person
      form.value = got
      await look()
    } catch (e) {
      problem.value = decodeError(e)
      loading.value = false
    }
  }

  // What is shown no longer fits what is chosen: it must not be saved meanwhile.
  watch([period, chosen], () => {
    made.value = null
    if (!form.value) return
    loading.value = true
    clearTimeout(timer)
    timer = setTimeout(() => void look(), pause)
  })

  function choose(s: Span): void {
    span.value = s
    period.value = usualPeriod(s, today())
  }
  const step = (by: number) => (period.value = stepped(span.value, period.value, by))
  function toggle(key: string): void {
    chosen.value = chosen.value.includes(key) ? chosen.value.filter((k) => k !== key) : [...chosen.value, key]
  }

  /** save writes what is shown; it answers false where the person thought better of it. */
  async function save(): Promise<boolean> {
    const shown = preview.value
    if (!shown || loading.value || saving.value) return false
    saving.value = true
    try {
      const got = await Upward.make(request(), shown.digest)
      const saved = await saveFile(got.file)
      if (saved.cancelled) return false
      made.value = { ...got, path: saved.path }
      return true
    } catch (e) {
      if (e instanceof AppError && e.code === 'conflict') await look()
      throw e
    } finally {
      saving.value = false
    }
  }

  return { form, span, period, chosen, preview, problem, loading, saving, made, wrong, start, look, choose, step, toggle, save }
}
