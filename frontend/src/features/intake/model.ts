// Pure rules of the import wizard: which columns go where, what is still missing,
// what a change of file keeps. No calls, no state.
import type { IntakeColumn, IntakeGuess, IntakeMissing, IntakeOptions, IntakePlan, IntakeTwin, RegisterInfo } from '../../api'

export type Step = 'file' | 'sheet' | 'columns' | 'check' | 'run'

export const steps: { key: Step; label: string }[] = [
  { key: 'file', label: '选文件' },
  { key: 'sheet', label: '找表头' },
  { key: 'columns', label: '对应列' },
  { key: 'check', label: '检查' },
  { key: 'run', label: '导入' },
]

export type DuplicateAction = 'skip' | 'fill' | 'update' | 'add'

export const duplicateActions: { value: DuplicateAction; label: string; detail: string }[] = [
  { value: 'fill', label: '补空白', detail: '只填账套里空着的栏，已有的内容不动' },
  { value: 'skip', label: '跳过', detail: '账套里的不动，这一行不导入' },
  { value: 'update', label: '更新', detail: '用表里有内容的栏替换；空白格不会清掉原有内容' },
  { value: 'add', label: '仍新增', detail: '当作另一条，单独新增' },
]

/** How a column found its field, in words for people; "" when nothing is to be said. */
export function howWords(how: string): string {
  const words: Record<string, string> = {
    remembered: '上次的选择',
    name: '名称相同',
    alias: '常见叫法',
    guess: '按内容猜的',
    chosen: '您选的',
  }
  return words[how] ?? ''
}

/** The mapping by column index; "" means: not imported. */
export type Mapping = Record<number, string>

export function mappingOf(columns: IntakeColumn[]): Mapping {
  const out: Mapping = {}
  for (const c of columns) out[c.index] = c.field
  return out
}

/** Puts choices made for an earlier reading of the file onto a new reading, by header text. */
export function carryMapping(before: IntakeColumn[], chosen: Mapping, after: IntakeColumn[]): Mapping {
  const byHeader = new Map<string, string>()
  for (const c of before) {
    const field = chosen[c.index]
    if (field !== undefined && field !== c.field) byHeader.set(c.header, field)
  }
  const out = mappingOf(after)
  for (const c of after) {
    const field = byHeader.get(c.header)
    if (field !== undefined) out[c.index] = field
  }
  return out
}

/** Columns that go to the same field, by field key. Only fields with more than one column are in it. */
export function clashes(mapping: Mapping): Map<string, number[]> {
  const seen = new Map<string, number[]>()
  for (const [index, field] of Object.entries(mapping)) {
    if (!field) continue
    seen.set(field, [...(seen.get(field) ?? []), Number(index)])
  }
  return new Map([...seen].filter(([, columns]) => columns.length > 1))
}

/** A list to choose a column's field from, grouped as the register's form is. */
export interface TargetGroup {
  label: string
  targets: { key: string; label: string; required: boolean }[]
}

/** All that a column may go to; a part of an address (household.room) stands with the field that it belongs to. */
export function targetGroups(register: RegisterInfo | undefined, guess: IntakeGuess | null): TargetGroup[] {
  const out: TargetGroup[] = []
  for (const t of guess?.targets ?? []) {
    const field = register?.fields.find((f) => f.key === t.key || t.key.startsWith(`${f.key}.`))
    const label = field?.group || '栏目'
    const target = { key: t.key, label: t.label, required: field !== undefined && field.key === t.key && field.required }
    const group = out.find((g) => g.label === label)
    if (group) group.targets.push(target)
    else out.push({ label, targets: [target] })
  }
  return out
}

/** The name of what a column goes to. */
export function targetLabel(guess: IntakeGuess | null, key: string): string {
  return guess?.targets.find((t) => t.key === key)?.label ?? key
}

/** Labels of required fields that no column fills. */
export function missingRequired(register: RegisterInfo | undefined, mapping: Mapping): string[] {
  const filled = new Set(Object.values(mapping))
  return (register?.fields ?? []).filter((f) => f.required && !f.default && !filled.has(f.key)).map((f) => f.label)
}

/** What stands in the way of checking the file, in words for people; empty: nothing. */
export function columnObstacles(guess: IntakeGuess | null, mapping: Mapping): string[] {
  const out: string[] = []
  if (!guess || guess.headerRow === 0) return ['还没有找到表头']
  if (!Object.values(mapping).some(Boolean)) out.push('还没有一列对应到台账的栏目')
  for (const [field, columns] of clashes(mapping)) {
    const names = columns.map((i) => `「${headerOf(guess, i)}」`).join('和')
    out.push(`${names}都对应到「${targetLabel(guess, field)}」，请只留一列`)
  }
  return out
}

export function headerOf(guess: IntakeGuess, index: number): string {
  return guess.columns.find((c) => c.index === index)?.header || `第 ${index + 1} 列`
}

/** The letters Excel shows above a column: 0 is A, 26 is AA. */
export function columnLetters(index: number): string {
  let out = ''
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) out = String.fromCharCode(65 + ((n - 1) % 26)) + out
  return out
}

/** One text for everything a plan depends on; two equal texts need no new plan. */
export function planKey(o: IntakeOptions): string {
  return JSON.stringify([o.token, o.register, o.sheet, o.headerRow, o.headerLines, o.mapping, o.onDuplicate, o.onSuspected, o.choices, o.create, o.same])
}

/** What is done about a record that the book does not have: make it, take the similar one, leave the field empty. */
export type MissingChoice = 'create' | 'same' | 'none'

/** The choices before a person has made any: what resembles nothing in the book is created; a list that is cut is created whole. */
export function usualMissing(plan: IntakePlan): { choices: Record<string, MissingChoice>; all: string[] } {
  const cut = plan.missingCount > plan.missing.length
  const choices: Record<string, MissingChoice> = {}
  for (const m of plan.missing) choices[m.key] = m.similar && !cut ? 'none' : 'create'
  return { choices, all: cut ? [...new Set(plan.missing.map((m) => m.register))] : [] }
}

/** The choices as the program takes them: keys to create, registers to create whole, keys that are the similar record. */
export function missingOptions(choices: Record<string, MissingChoice>, all: string[]): { create: string[]; same: string[] } {
  const keys = Object.keys(choices).sort()
  return {
    create: [...all.map((r) => `${r}/*`).sort(), ...keys.filter((k) => choices[k] === 'create')],
    same: keys.filter((k) => choices[k] === 'same'),
  }
}

/** Missing records by register, in the order in which the plan names them. */
export function missingGroups(missing: IntakeMissing[]): { register: string; label: string; items: IntakeMissing[] }[] {
  const out: { register: string; label: string; items: IntakeMissing[] }[] = []
  for (const m of missing) {
    const group = out.find((g) => g.register === m.register && g.label === m.label)
    if (group) group.items.push(m)
    else out.push({ register: m.register, label: m.label, items: [m] })
  }
  return out
}

/** The rows that will be written; 0 means the import would do nothing. */
export function writes(plan: IntakePlan | null): number {
  return plan ? plan.create + plan.update : 0
}

/** What a twin row would do now: the person's choice, else what the plan says; ask: it waits for a person and is left out. */
export function actionOf(twin: IntakeTwin, choices: Record<number, DuplicateAction>): DuplicateAction | 'ask' {
  return choices[twin.row] ?? (twin.action as DuplicateAction | 'ask')
}

/** Rows that are not imported although nobody chose so: refused, or undecided. */
export function leftOut(counts: { rejected: number; undecided: number }): number {
  return counts.rejected + counts.undecided
}

/** Whether a twin row changes its record as things stand: an update where they differ, a fill where the book has blanks; what the record keeps is no change. */
export function changes(twin: IntakeTwin): boolean {
  const open = twin.differences.filter((d) => !d.kept)
  if (twin.action === 'update') return open.length > 0
  return twin.action === 'fill' && open.some((d) => !d.have)
}
