// The state of writing down visits: the round that stays, and the visit at hand.
import { computed, reactive, ref, shallowRef } from 'vue'
import { Records, Settings, Visits, type FieldInput, type LastVisit, type SimilarMatter, type VisitAdded, type VisitProblem } from '../../api'
import type { Given } from '../../photos'
import { findRegister } from '../../registers'
import { book } from '../../ui/book'
import { nextForm } from './model'

/** Round is what stays from one visit to the next. */
export interface Round {
  date: string
  mode: string
  lead: string
  companions: string
}

/** Home is a household of the round. */
export interface Home {
  id: string
  title: string
}

/** AppealLine is one thing that people asked for, as it is typed. */
export interface AppealLine {
  key: number
  title: string
  kind: string
  urgent: boolean
  way: string // code of a state; "" only accepted
  note: string
  unit: string
  owner: string
  home: string // ID of the household, where there are several; "" the first
  similar: SimilarMatter[]
  /** The open matter that it belongs to; then no new one is made. */
  into: SimilarMatter | null
  anew: boolean // the similar ones were looked at
}

/** Noted is a visit that was just written down. */
export interface Noted {
  id: string
  no: string
  who: string
  appeals: number
}

const kept = 'visit.round'
const visits = findRegister('visits')!
/** The fields that stand on the page itself; the others are folded away. */
const shown = new Set(['no', 'date', 'mode', 'lead', 'companions', 'household', 'estate', 'grid', 'unit', 'person', 'phone', 'classes', 'services', 'deliveries', 'talk', 'form'])
export const moreFields = visits.fields.filter((f) => !shown.has(f.key) && !f.managed)

let lineKey = 0

/** useEntry is one page of entry. */
export function useEntry() {
  const today = book.status?.today ?? ''
  const round = reactive<Round>({ date: today, mode: visits.fields.find((f) => f.key === 'mode')?.default ?? '', lead: book.status?.operator ?? '', companions: '' })
  const homes = ref<Home[]>([])
  const at = ref('') // the household that is shown beside
  const last = shallowRef<LastVisit | null>(null)
  const inputs = reactive<Record<string, string>>({})
  const classes = ref<string[]>([])
  const services = ref<string[]>([])
  const deliveries = ref<string[]>([])
  const appeals = ref<AppealLine[]>([])
  const problems = ref<VisitProblem[]>([])
  const photos = ref<Given[]>([])
  const saving = ref(false)
  const recent = ref<Noted[]>([])
  // What the program filled in by itself counts as nothing typed.
  const filled = reactive({ person: '', classes: '' })

  void Settings.recall(kept).then(
    (text) => {
      try {
        const r = JSON.parse(text) as Partial<Round>
        if (r.date === today && typeof r.companions === 'string') Object.assign(round, { companions: r.companions, lead: r.lead || round.lead, mode: r.mode || round.mode })
      } catch {
        // Nothing was kept.
      }
    },
    () => undefined,
  )

  async function show(id: string): Promise<void> {
    at.value = id
    last.value = null
    if (id === '') return
    try {
      const l = await Visits.last(id)
      if (at.value !== id) return
      last.value = l
      if (homes.value.length === 1) suggest(l)
    } catch {
      // What is known of a household is a help; a save says what is wrong.
    }
  }
  function suggest(l: LastVisit): void {
    if (!inputs['person'] && l.head) inputs['person'] = filled.person = l.head
    if (classes.value.length === 0) {
      classes.value = [...l.classes]
      filled.classes = l.classes.join(',')
    }
  }
  /** forget takes back what was only suggested. */
  function forgetSuggestions(): void {
    if (filled.person !== '' && inputs['person'] === filled.person) inputs['person'] = ''
    if (filled.classes !== '' && classes.value.join(',') === filled.classes) classes.value = []
    filled.person = filled.classes = ''
  }

  async function addHome(id: string): Promise<void> {
    if (id === '' || homes.value.some((h) => h.id === id)) return void show(id || at.value)
    const home = reactive<Home>({ id, title: '…' })
    homes.value.push(home)
    if (homes.value.length > 1) forgetSuggestions()
    void Records.find('households', id).then((v) => (home.title = v.title), () => (home.title = '（记录）'))
    await show(id)
  }
  function dropHome(id: string): void {
    homes.value = homes.value.filter((h) => h.id !== id)
    if (homes.value.length === 0) forgetSuggestions()
    if (at.value === id) void show(homes.value[homes.value.length - 1]?.id ?? '')
  }

  function addAppeal(): AppealLine {
    appeals.value.push({ key: ++lineKey, title: '', kind: '', urgent: false, way: '', note: '', unit: '', owner: '', home: homes.value.length > 1 ? at.value : '', similar: [], into: null, anew: false })
    return appeals.value[appeals.value.length - 1]!
  }
  function dropAppeal(key: number): void {
    appeals.value = appeals.value.filter((a) => a.key !== key)
  }
  const timers = new Map<number, ReturnType<typeof setTimeout>>()
  /** lookAlike asks for open matters that may be the same thing, shortly after the typing stops. */
  function lookAlike(line: AppealLine): void {
    clearTimeout(timers.get(line.key))
    line.anew = false
    timers.set(
      line.key,
      setTimeout(() => {
        const asked = line.title.trim()
        if (asked.length < 2 || homes.value.length === 0) return void (line.similar = [])
        Visits.similar(homes.value.find((h) => h.id === line.home)?.id ?? homes.value[0]!.id, '', line.kind, asked).then(
          (list) => {
            if (line.title.trim() === asked) line.similar = list.slice(0, 3)
          },
          () => undefined,
        )
      }, 350),
    )
  }

  const written = computed(() => appeals.value.filter((a) => a.title.trim() !== ''))
  /** Whether something was typed that would be lost. */
  const dirty = computed(() => homes.value.length > 0 || photos.value.length > 0 || written.value.length > 0 || Object.entries(inputs).some(([k, v]) => k !== 'form' && v.trim() !== '' && !(k === 'person' && v === filled.person)))

  function entryInputs(): FieldInput[] {
    const all: Record<string, string> = { ...inputs, ...round, classes: classes.value.join(','), services: services.value.join(','), deliveries: deliveries.value.join(',') }
    return Object.entries(all).flatMap(([key, input]) => (input.trim() === '' ? [] : [{ key, input, back: '' }]))
  }
  function appealInputs(a: AppealLine): FieldInput[] {
    const household = homes.value.some((h) => h.id === a.home) ? a.home : ''
    const all: Record<string, string> = { title: a.title, kind: a.kind, urgency: a.urgent ? '2' : '', owner: a.owner || round.lead, household }
    return Object.entries(all).flatMap(([key, input]) => (input.trim() === '' ? [] : [{ key, input, back: '' }]))
  }

  async function save(despite: boolean): Promise<VisitAdded> {
    saving.value = true
    problems.value = []
    try {
      const fresh = written.value.filter((a) => !a.into)
      const told = written.value.filter((a) => a.into).map((a) => ({ matter: a.into!.id, note: `走访时又反映：${a.title.trim()}` }))
      const r = await Visits.add({ inputs: entryInputs(), households: homes.value.map((h) => h.id), appeals: fresh.map((a) => ({ inputs: appealInputs(a), to: a.way, note: a.note, unit: a.unit })), told, photos: photos.value.map((p) => ({ token: p.token, stage: '', caption: p.caption })) }, despite)
      problems.value = r.saved ? [] : r.problems.filter((p) => !p.warning)
      // Problems of appeals count those that are sent: here they name the lines.
      for (const p of problems.value) if (p.appeal >= 0) p.appeal = appeals.value.indexOf(fresh[p.appeal]!)
      if (r.saved) note(r)
      return r
    } finally {
      saving.value = false
    }
  }
  function note(r: VisitAdded): void {
    const who = homes.value.map((h) => h.title)
    const one = inputs['unit'] || inputs['person'] || ''
    recent.value = [...r.visits.map((id, i) => ({ id, no: r.numbers[i] ?? '', who: who[i] ?? one, appeals: i === 0 ? r.matters.length : 0 })), ...recent.value].slice(0, 8)
    void Settings.remember(kept, JSON.stringify({ ...round })).catch(() => undefined)
    clear(true)
  }

  /** clear makes room for the next visit; the round stays. */
  function clear(next = false): void {
    const form = next ? nextForm(inputs['form'] ?? '') : ''
    for (const k of Object.keys(inputs)) inputs[k] = ''
    inputs['form'] = form
    homes.value = []
    appeals.value = []
    classes.value = []
    services.value = []
    deliveries.value = []
    photos.value = []
    problems.value = []
    filled.person = filled.classes = ''
    void show('')
  }

  return { round, homes, at, last, inputs, classes, services, deliveries, photos, appeals, written, problems, saving, recent, dirty, show, addHome, dropHome, addAppeal, dropAppeal, lookAlike, save, clear }
}

/** VisitEntryForm is what useEntry gives. */
export type VisitEntryForm = ReturnType<typeof useEntry>
