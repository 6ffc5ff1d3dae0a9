// The figures of the office: what they are, and changing one.
import { computed, ref, shallowRef } from 'vue'
import { Settings, decodeError } from '../../api'
import type { AppError, SettingView } from '../../api'

/** What is wrong with a typed figure, in words for people; "" nothing. */
export function figureProblem(s: SettingView, typed: string): string {
  const plain = typed.normalize('NFKC').trim()
  if (!/^-?\d{1,9}$/.test(plain)) return `请填整数，${range(s)}`
  const n = Number(plain)
  return n < s.min || n > s.max ? `只能是 ${range(s)}` : ''
}

/** The allowed range in words: 1 到 12 个月. */
export function range(s: SettingView): string {
  return `${s.min} 到 ${s.max}${s.unit ? ` ${s.unit}` : ''}`
}

export function figureOf(typed: string): number {
  return Number(typed.normalize('NFKC').trim())
}

/** Figures by group, in the order of the program; text leaves those whose words contain it. */
export function grouped(list: SettingView[], text: string): { label: string; figures: SettingView[] }[] {
  const out: { label: string; figures: SettingView[] }[] = []
  for (const s of list) {
    if (text && !`${s.group}${s.label}${s.hint}`.includes(text)) continue
    const group = out.find((g) => g.label === s.group)
    if (group) group.figures.push(s)
    else out.push({ label: s.group, figures: [s] })
  }
  return out
}

export function useSettings() {
  const list = ref<SettingView[]>([])
  const text = ref('')
  const problem = shallowRef<AppError | null>(null)
  const loading = ref(true)
  const groups = computed(() => grouped(list.value, text.value.trim()))
  const changed = computed(() => list.value.filter((s) => s.value !== s.default).length)

  async function load(): Promise<void> {
    loading.value = true
    try {
      list.value = await Settings.list()
      problem.value = null
    } catch (e) {
      problem.value = decodeError(e)
    } finally {
      loading.value = false
    }
  }

  /** Sets a figure; rejects with an AppError. */
  async function set(key: string, value: number): Promise<void> {
    const after = await Settings.set(key, value)
    list.value = list.value.map((s) => (s.key === key ? after : s))
  }

  return { list, text, groups, changed, problem, loading, load, set }
}
