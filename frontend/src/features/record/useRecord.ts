import { computed, reactive, ref, shallowRef } from 'vue'
import { AppError, decodeError, Records, type Conflict, type FieldProblem, type FieldView, type HistoryEntry, type RecordView, type RegisterInfo, type SaveResult } from '../../api'
import { kinds } from '../../fields'
import { findField } from '../../registers'
import { useValues } from './values'

/** News says that the record was changed elsewhere while its form was open. */
export interface News {
  who: string
  when: string
  /** Labels of the fields that show another value now. */
  taken: string[]
  /** Labels of fields that were changed on this form too. */
  clashing: string[]
  deleted: boolean
}

/** useRecord is the state of the form of one record; id "" is a new one. */
export function useRecord(register: RegisterInfo, id: string, start: Record<string, string>) {
  const values = useValues(register, id === '')
  const { inputs, texts, dirty } = values
  const view = shallowRef<RecordView | null>(null)
  const error = shallowRef<AppError | null>(null)
  const history = shallowRef<HistoryEntry[]>([])
  const touched = reactive(new Set<string>())
  const problems = ref<FieldProblem[]>([])
  const tried = ref(false)
  const saving = ref(false)
  const news = shallowRef<News | null>(null)
  // Counts what this form does to the record, so that it is not taken for news.
  let epoch = 0

  async function load(): Promise<void> {
    epoch++
    try {
      const v = id === '' ? await Records.new(register.key) : await Records.find(register.key, id)
      for (const f of v.fields) values.take(f)
      view.value = v
      problems.value = v.problems
      touched.clear()
      tried.value = false
      news.value = null
      error.value = null
      if (id === '') await prefill()
      else await loadHistory()
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

  /** refresh takes what the record holds now, and keeps everything that was typed. */
  async function refresh(own?: Set<string>) {
    epoch++
    const v = await Records.find(register.key, id)
    const merged = values.merge(v.fields, standsIn, own)
    view.value = v
    news.value = null
    if (dirty.value.length === 0) problems.value = v.problems
    else void runCheck()
    await loadHistory()
    return merged
  }
  const standsIn = (key: string): boolean => document.activeElement instanceof HTMLElement && document.activeElement.closest(`[data-field="${key}"]`) !== null

  /** look asks whether the record was changed elsewhere; if so the form shows it and news says it. */
  async function look(): Promise<void> {
    if (id === '' || saving.value || !view.value) return
    const mine = epoch
    try {
      const version = await Records.version(register.key, id)
      if (mine !== epoch || saving.value || version === view.value.version) return
      const wasDeleted = view.value.deleted
      const merged = await refresh()
      const newest = history.value[0]
      const labels = (keys: string[]): string[] => keys.map((k) => findField(register, k)?.label ?? k)
      news.value = { who: newest?.operator ?? '', when: newest?.when ?? '', taken: labels([...merged.taken, ...merged.waiting]), clashing: labels(merged.clashing), deleted: view.value.deleted && !wasDeleted }
    } catch {
      // Asked again soon; a save says what is wrong.
    }
  }

  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  /** check asks the program about the form, shortly after a field was left. */
  function check(key: string): void {
    if (values.typed(key)) touched.add(key)
    else if (id !== '' && stale(key)) void refresh().catch(() => undefined)
    if (dirty.value.length === 0 && id !== '') return
    clearTimeout(timer)
    timer = setTimeout(() => void runCheck(), 200)
  }
  // A field in which the person stood while it was changed elsewhere.
  const stale = (key: string): boolean => view.value?.fields.some((f) => f.key === key && f.seen !== values.stored.get(key)?.seen) ?? false
  async function runCheck(): Promise<void> {
    const mine = ++turn
    const asked = { ...inputs }
    try {
      const r = await Records.check(register.key, id, values.sent())
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
    epoch++
    tried.value = true
    saving.value = true
    try {
      const sent = values.sent()
      const r = await Records.save(register.key, id, sent, values.seals(), despiteTwins)
      problems.value = r.problems
      if (r.saved) {
        values.accept(sent)
        saved = new Set(sent.map((s) => s.key))
      }
      return r
    } finally {
      saving.value = false
      epoch++
    }
  }
  let saved = new Set<string>()

  return {
    register,
    id,
    view,
    error,
    history,
    news,
    inputs,
    texts,
    masked: values.masked,
    stored: values.stored,
    dirty,
    saving,
    load,
    refresh,
    look,
    check,
    save,
    /** afterSave shows what is stored now; what was typed meanwhile stays. */
    afterSave: async (): Promise<void> => {
      if (dirty.value.length === 0) await load()
      else await refresh(saved).catch(() => undefined)
    },
    settle: (c: Conflict, side: 'mine' | 'theirs'): void => values.settle(c, side),
    shown: values.shown,
    /** problemsOf are those to show at a field: not what is empty in a form that was just opened. */
    problemsOf: (key: string): FieldProblem[] => {
      const list = problems.value.filter((p) => p.field === key)
      return id !== '' || tried.value || touched.has(key) ? list : list.filter((p) => !p.warning && (inputs[key] ?? '') !== '')
    },
    /** general are problems of the whole record. */
    general: computed(() => problems.value.filter((p) => !findField(register, p.field))),
    firstProblem: () => register.fields.find((f) => problems.value.some((p) => p.field === f.key && !p.warning))?.key ?? '',
    reveal: async (key: string): Promise<void> => {
      values.take(await Records.reveal(register.key, id, key))
    },
    /** forget gives every field its stored value back. */
    forget: (): void => {
      values.forget()
      if (id !== '') void refresh().catch(() => undefined)
    },
  }
}

/** RecordForm is what useRecord gives. */
export type RecordForm = ReturnType<typeof useRecord>
