import { computed, reactive, ref, shallowRef } from 'vue'
import { AppError, decodeError, Records, type FieldInput, type FieldProblem, type FieldView, type HistoryEntry, type RecordView, type RegisterInfo, type SaveResult } from '../../api'
import { kinds } from '../../fields'
import { findField } from '../../registers'

/** useRecord is the state of the form of one record; id "" is a new one. */
export function useRecord(register: RegisterInfo, id: string, start: Record<string, string>) {
  const view = shallowRef<RecordView | null>(null)
  const error = shallowRef<AppError | null>(null)
  const history = shallowRef<HistoryEntry[]>([])
  const inputs = reactive<Record<string, string>>({})
  const before = reactive<Record<string, string>>({})
  const texts = reactive<Record<string, string>>({})
  const masked = reactive<Record<string, boolean>>({})
  const touched = reactive(new Set<string>())
  const problems = ref<FieldProblem[]>([])
  const tried = ref(false)
  const saving = ref(false)

  const dirty = computed(() => register.fields.filter((f) => (inputs[f.key] ?? '') !== (before[f.key] ?? '')).map((f) => f.key))

  function take(f: FieldView): void {
    const info = findField(register, f.key)
    if (!info) return
    const v = f.masked ? '' : kinds[info.kind].input(f)
    inputs[f.key] = before[f.key] = v
    texts[f.key] = f.text
    masked[f.key] = f.masked
  }

  async function load(): Promise<void> {
    try {
      const v = id === '' ? await Records.new(register.key) : await Records.find(register.key, id)
      for (const f of v.fields) take(f)
      view.value = v
      problems.value = v.problems
      touched.clear()
      tried.value = false
      error.value = null
      if (id === '') await prefill()
      else void loadHistory()
    } catch (e) {
      error.value = decodeError(e)
    }
  }

  // What a link brings along counts as typed, so that it is saved.
  async function prefill(): Promise<void> {
    for (const [key, value] of Object.entries(start)) {
      const f = findField(register, key)
      if (!f) continue
      inputs[key] = value
      if (f.kind === 'ref') texts[key] = await Records.find(f.ref, value).then((v) => v.title, () => '')
    }
  }

  async function loadHistory(): Promise<void> {
    history.value = await Records.history(register.key, id).catch(() => [])
  }

  // A new record is sent whole, a stored one only where it was changed.
  function sent(): FieldInput[] {
    const keys = id === '' ? register.fields.map((f) => f.key) : dirty.value
    return keys.map((key) => ({ key, input: inputs[key] ?? '' }))
  }

  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  /** check asks the program about the form, shortly after a field was left. */
  function check(key: string): void {
    if ((inputs[key] ?? '') !== (before[key] ?? '')) touched.add(key)
    if (dirty.value.length === 0 && id !== '') return
    clearTimeout(timer)
    timer = setTimeout(() => void runCheck(), 200)
  }
  async function runCheck(): Promise<void> {
    const mine = ++turn
    const asked = { ...inputs }
    try {
      const r = await Records.check(register.key, id, sent())
      if (mine !== turn) return
      problems.value = r.problems
      for (const f of r.fields) adopt(f, asked)
    } catch {
      // The check is a help; saving says what is wrong.
    }
  }
  // What was understood takes the place of what was typed, unless the person types on.
  function adopt(f: FieldView, asked: Record<string, string>): void {
    const info = findField(register, f.key)
    if (!info || f.masked || f.value === '' || inputs[f.key] !== asked[f.key]) return
    if (document.activeElement instanceof HTMLElement && document.activeElement.dataset['testid'] === `field-${f.key}`) return
    if (problems.value.some((p) => p.field === f.key && !p.warning)) return
    inputs[f.key] = kinds[info.kind].input(f)
  }

  async function save(despiteTwins: boolean): Promise<SaveResult> {
    clearTimeout(timer)
    turn++
    tried.value = true
    saving.value = true
    try {
      const r = await Records.save(register.key, id, sent(), despiteTwins)
      problems.value = r.problems
      if (r.saved) for (const f of register.fields) before[f.key] = inputs[f.key] ?? ''
      return r
    } finally {
      saving.value = false
    }
  }

  return {
    register,
    id,
    view,
    error,
    history,
    inputs,
    texts,
    masked,
    dirty,
    saving,
    load,
    check,
    save,
    /** problemsOf are those to show at a field: not what is empty in a form that was just opened. */
    problemsOf: (key: string): FieldProblem[] => {
      const list = problems.value.filter((p) => p.field === key)
      return id !== '' || tried.value || touched.has(key) ? list : list.filter((p) => !p.warning && (inputs[key] ?? '') !== '')
    },
    /** general are problems of the whole record. */
    general: computed(() => problems.value.filter((p) => !findField(register, p.field))),
    firstProblem: () => register.fields.find((f) => problems.value.some((p) => p.field === f.key && !p.warning))?.key ?? '',
    reveal: async (key: string): Promise<void> => {
      take(await Records.reveal(register.key, id, key))
    },
    /** forget gives every field its stored value back. */
    forget: () => {
      for (const f of register.fields) inputs[f.key] = before[f.key] ?? ''
    },
  }
}

/** RecordForm is what useRecord gives. */
export type RecordForm = ReturnType<typeof useRecord>
