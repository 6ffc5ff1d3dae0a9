// The state of one import, from the chosen file to its undo. It outlives the
// page: who leaves the wizard and comes back finds everything as it was.
import { computed, reactive, ref, watch } from 'vue'
import { AppError, Intake, decodeError, registers, waitForJob } from '../../api'
import type { FileRef, IntakeFile, IntakeGuess, IntakeOptions, IntakePlan, IntakeResult, Job, UndoResult } from '../../api'
import { refreshBook } from '../../ui/book'
import { undo as takeBack } from '../../ui/undo'
import {
  carryMapping,
  columnObstacles,
  mappingOf,
  missingOptions,
  missingRequired,
  planKey,
  steps,
  usualMissing,
  type DuplicateAction,
  type Mapping,
  type MissingChoice,
  type Step,
} from './model'

interface State {
  step: Step
  register: string
  file: IntakeFile | null
  sheet: number
  guess: IntakeGuess | null
  mapping: Mapping
  chosen: Set<number>
  onDuplicate: DuplicateAction
  /** One word for all rows that only seem to be there; '' asks for each. */
  onSuspected: DuplicateAction | ''
  choices: Record<number, DuplicateAction>
  missing: Record<string, MissingChoice>
  createAll: string[]
  missingFor: string
  remember: boolean
  plan: IntakePlan | null
  plannedKey: string
  result: IntakeResult | null
  undone: UndoResult | null
}

function fresh(register: string): State {
  return {
    step: 'file',
    register,
    file: null,
    sheet: 0,
    guess: null,
    mapping: {},
    chosen: new Set(),
    onDuplicate: 'fill',
    onSuspected: '',
    choices: {},
    missing: {},
    createAll: [],
    missingFor: '',
    remember: true,
    plan: null,
    plannedKey: '',
    result: null,
    undone: null,
  }
}

export const state = reactive<State>(fresh('party_members'))
/** What is under way: a call that blocks the step, with its progress if it has one. */
export const busy = ref('')
export const job = ref<Job | null>(null)
export const problem = ref<AppError | null>(null)

let planTurn = 0
let stop: AbortController | null = null

export const importable = registers.filter((r) => !r.hidden && !r.single)
export const register = computed(() => registers.find((r) => r.key === state.register))
export const obstacles = computed(() => columnObstacles(state.guess, state.mapping))
export const missing = computed(() => missingRequired(register.value, state.mapping))
export const planned = computed(() => state.plan !== null && state.plannedKey === planKey(options()))

export function options(): IntakeOptions {
  return {
    token: state.file?.token ?? '',
    register: state.register,
    sheet: state.sheet,
    headerRow: state.guess?.headerRow ?? 0,
    headerLines: state.guess?.headerLines ?? 0,
    mapping: Object.entries(state.mapping).map(([index, field]) => ({ index: Number(index), field })),
    onDuplicate: state.onDuplicate,
    onSuspected: state.onSuspected,
    choices: Object.entries(state.choices).map(([row, action]) => ({ row: Number(row), action })),
    ...missingOptions(state.missing, state.createAll),
    remember: state.remember,
  }
}

/** The furthest step that can be opened now. */
export const reach = computed<Step>(() => {
  if (state.result) return 'run'
  if (!state.file) return 'file'
  if (!state.guess || state.guess.headerRow === 0) return 'sheet'
  if (obstacles.value.length > 0) return 'columns'
  return 'check'
})

export function canOpen(step: Step): boolean {
  const at = (s: Step) => steps.findIndex((x) => x.key === s)
  if (state.result && step !== 'run') return false
  return at(step) <= at(reach.value)
}

async function during<T>(words: string, f: () => Promise<T>): Promise<T | null> {
  busy.value = words
  problem.value = null
  try {
    return await f()
  } catch (e) {
    problem.value = decodeError(e)
    return null
  } finally {
    busy.value = ''
  }
}

/** Takes a file that was chosen or dropped; choices of an earlier file are kept where the columns have the same names. */
export async function takeFile(file: FileRef): Promise<boolean> {
  const opened = await during(`正在打开「${file.name}」…`, () => Intake.open(file.token, state.register))
  return opened ? take(opened) : false
}

/** Takes rows that were copied in Excel. */
export async function takeText(text: string): Promise<boolean> {
  const opened = await during('正在读取粘贴的内容…', () => Intake.openText(text, state.register))
  return opened ? take(opened) : false
}

// What was found and decided row by row holds for one sheet only.
function forgetPlan(): void {
  planTurn++
  stop?.abort()
  job.value = null
  state.plan = null
  state.plannedKey = ''
  state.choices = {}
  state.onSuspected = ''
}

async function take(opened: IntakeFile): Promise<boolean> {
  const before = state.file?.token
  state.file = opened
  if (opened.register && opened.register !== state.register && importable.some((r) => r.key === opened.register)) {
    state.register = opened.register
    state.guess = null
  }
  forgetPlan()
  state.result = null
  state.undone = null
  if (before && before !== opened.token) void Intake.close(before).catch(() => undefined)
  return readSheet(opened.sheet)
}

/** Reads a sheet; with no header named, the program looks for it. */
export async function readSheet(sheet: number, headerRow = 0, headerLines = 0): Promise<boolean> {
  const file = state.file
  if (!file) return false
  if (sheet !== state.sheet) forgetPlan()
  const guess = await during('正在看表格…', () => Intake.guess(file.token, state.register, sheet, headerRow, headerLines))
  if (!guess) {
    if (sheet !== state.sheet) state.guess = null
    state.sheet = sheet
    return false
  }
  const before = state.guess
  state.mapping = before ? carryMapping(before.columns, state.mapping, guess.columns) : mappingOf(guess.columns)
  state.chosen = new Set(guess.columns.filter((c) => state.mapping[c.index] !== c.field).map((c) => c.index))
  state.guess = guess
  state.sheet = sheet
  return true
}

/** Changes the register; the same file is read again for it. */
export async function chooseRegister(key: string): Promise<void> {
  if (key === state.register) return
  state.register = key
  state.guess = null
  forgetPlan()
  if (state.file) await readSheet(state.sheet)
}

export function mapColumn(index: number, field: string): void {
  state.mapping = { ...state.mapping, [index]: field }
  state.chosen = new Set([...state.chosen, index])
}

/** Finds out what the import would do. Later calls overtake earlier ones. */
export async function makePlan(): Promise<void> {
  const turn = ++planTurn
  const wanted = options()
  const key = planKey(wanted)
  stop?.abort()
  const mine = new AbortController()
  stop = mine
  problem.value = null
  busy.value = '正在检查…'
  try {
    await waitForJob(await Intake.plan(wanted), (j) => turn === planTurn && (job.value = j), mine.signal)
    const plan = await Intake.planResult(wanted.token)
    if (turn !== planTurn) return
    state.plan = plan
    state.plannedKey = key
    offerCreation(plan)
  } catch (e) {
    const error = decodeError(e)
    if (turn === planTurn && !mine.signal.aborted && error.code !== 'canceled') problem.value = error
  } finally {
    if (turn === planTurn) {
      busy.value = ''
      job.value = null
    }
  }
}

// Offers the usual choice for what is missing; choices that a person made for the same sheet stay.
function offerCreation(plan: IntakePlan): void {
  const from = JSON.stringify([state.file?.token, state.sheet, state.register])
  const fresh = usualMissing(plan)
  if (state.missingFor !== from) {
    state.missingFor = from
    state.missing = fresh.choices
    state.createAll = fresh.all
    return
  }
  const before = state.missing
  state.missing = Object.fromEntries(Object.entries(fresh.choices).map(([key, usual]) => [key, before[key] ?? usual]))
}

/** Writes the rows. True when the import came to its end. */
export async function run(): Promise<boolean> {
  const wanted = options()
  const mine = new AbortController()
  stop = mine
  problem.value = null
  busy.value = '正在导入…'
  state.step = 'run'
  try {
    await waitForJob(await Intake.run(wanted), (j) => (job.value = j), mine.signal)
    state.result = await Intake.runResult(wanted.token)
    void refreshBook()
    return true
  } catch (e) {
    // Whatever error ends a work that was told to stop: it has stopped, and nothing was written.
    problem.value = mine.signal.aborted ? new AppError('canceled', '已经停下') : decodeError(e)
    return false
  } finally {
    busy.value = ''
    job.value = null
  }
}

export function cancel(): void {
  stop?.abort()
}

export async function undo(): Promise<boolean> {
  const id = state.result?.import
  if (!id) return false
  const undone = await during('正在撤销…', () => takeBack(id))
  state.undone = undone
  void refreshBook()
  return undone !== null
}

/** Forgets everything and starts with an empty wizard; the register stays. */
export function startOver(): void {
  stop?.abort()
  planTurn++
  const token = state.file?.token
  if (token) void Intake.close(token).catch(() => undefined)
  Object.assign(state, fresh(state.register))
  busy.value = ''
  job.value = null
  problem.value = null
}

let timer: ReturnType<typeof setTimeout> | undefined
watch(
  () => (state.step === 'check' && state.file && state.guess ? planKey(options()) : ''),
  (key) => {
    clearTimeout(timer)
    if (key && key !== state.plannedKey && obstacles.value.length === 0) timer = setTimeout(makePlan, state.plan ? 350 : 0)
  },
)
