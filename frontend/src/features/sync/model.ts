// What the page of sync says, and how a review is laid out. Pure.
import type { Computer, Exported, FileResult, Imported, Incoming, Inspected, Review, ReviewField, Status, Version } from '../../api'

/** The part of a path after its last separator, of Windows or not. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}

/** A size in words: 3 KB, 1.4 MB. */
export function sizeWords(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** Names for people: 2号机、3号机; of many the first three and how many. */
export function nameList(names: string[], most = 3): string {
  return names.length <= most + 1 ? names.join('、') : `${names.slice(0, most).join('、')} 等 ${names.length} 台`
}

/** The other PCs of the book that still belong to it. */
export function others(s: Status): Computer[] {
  return s.computers.filter((c) => !c.self && c.removed === '')
}

/** Standing is how a PC stands, in a word and in a tone. */
export interface Standing {
  tone: '' | 'jade' | 'amber' | 'blue'
  word: string
}

/** How a PC of the roster stands to this one. */
export function standing(c: Computer): Standing {
  if (c.removed !== '') return { tone: '', word: '已移出' }
  if (c.self) return { tone: 'blue', word: '本机' }
  if (c.lacks === 0 && c.holds === 0) return { tone: 'jade', word: '齐了' }
  return { tone: 'amber', word: c.seen === '' ? '还没来过' : '没跟上' }
}

/** What passes between this PC and another and is not there yet, in words; "" nothing. */
export function lackWords(c: Computer): string {
  if (c.self || c.removed !== '') return ''
  const out: string[] = []
  if (c.lacks > 0) out.push(`它还缺 ${count(c.lacks)} 次改动`)
  if (c.holds > 0) out.push(`本机还缺它的 ${count(c.holds)} 次`)
  return out.join('，')
}

/** A count with its thousands set apart. */
export const count = (n: number): string => n.toLocaleString('zh-CN')

/** What there is to export, in words. */
export function unsentWords(s: Status): string {
  if (others(s).length === 0) return '账套里还只有这一台电脑'
  if (s.unsent > 0) return `本机有 ${count(s.unsent)} 次改动还没有导出`
  return s.lastExport === '' ? '本机还没有改动要导出' : '本机的改动都已导出'
}

/** What to do with a packet that was written. */
export function handOver(e: Exported): string {
  if (e.for.length === 0) return '下一步：把这个文件交给账套里的另一台电脑，在那边导入。'
  return `下一步：把这个文件交给 ${nameList(e.for)}，用优盘、微信或共享文件夹都行，在那边点「导入同步包」。`
}

/** The outcome of an import in one line. */
export function importLine(r: Imported): string {
  const taken = r.files.filter((f) => f.error === '')
  const refused = r.files.length - taken.length
  const parts: string[] = []
  if (r.changes > 0) parts.push(`收到 ${count(r.changes)} 次改动`)
  else if (taken.length > 0) parts.push(taken.length === 1 ? '这个文件里的内容本机都有了，没有新的改动' : '这些文件里的内容本机都有了，没有新的改动')
  if (refused > 0) parts.push(taken.length === 0 && refused === 1 ? '这个文件没有收下' : `${refused} 个文件没有收下`)
  return parts.join('，') || '没有收到新的改动'
}

/** A file of an import in a few words: whose, which, when. */
export function fileWords(f: FileResult): string {
  const out: string[] = []
  if (f.from) out.push(f.number > 0 ? `${f.from} 的第 ${f.number} 个包` : f.from)
  if (f.when) out.push(f.when)
  if (f.error === '') out.push(f.new === 0 ? '没有新内容' : f.new === f.changes ? `${count(f.new)} 次改动` : `${count(f.changes)} 次改动，其中 ${count(f.new)} 次是新的`)
  return out.join(' · ')
}

/** What a file is that was not taken in yet, in a few words. */
export function inspectedWords(i: Inspected | undefined): string {
  if (!i) return ''
  if (i.problem !== '') return `${i.problem}${i.hint ? `。${i.hint}` : ''}`
  const out: string[] = []
  if (i.from) out.push(i.number > 0 ? `${i.from} 的第 ${i.number} 个包` : i.from)
  if (i.when) out.push(i.when)
  out.push(i.new === 0 ? '里面的内容本机都有了' : `${count(i.new)} 次改动是新的`)
  return out.join(' · ')
}

/** The counts of a register after an import: only those that are not nothing. */
export function incomingCounts(i: Incoming): { what: string; word: string; tone: string; n: number }[] {
  return [
    { what: 'new', word: '新增', tone: 'jade', n: i.new },
    { what: 'changed', word: '修改', tone: 'blue', n: i.changed },
    { what: 'removed', word: '删除', tone: 'red', n: i.removed },
  ].filter((x) => x.n > 0)
}

/** What happened to a record, as a word and a tone. */
export function whatWord(what: string): { word: string; tone: string } {
  switch (what) {
    case 'new':
      return { word: '新增', tone: 'jade' }
    case 'removed':
      return { word: '删除', tone: 'red' }
    default:
      return { word: '修改', tone: 'blue' }
  }
}

/** Sorted are the files that came to the page: requests to join go to a person first, the rest is taken in. */
export function sortFiles<T>(files: T[], looked: Inspected[]): { requests: T[]; packets: T[] } {
  const requests: T[] = []
  const packets: T[] = []
  files.forEach((f, i) => (looked[i]?.kind === 'request' ? requests : packets).push(f))
  return { requests, packets }
}

/** deletion is the field of a review about a record that one PC deleted and another edited. */
export const deletion = '~deleted'

/** pair is the field of a review about records that are one thing: which of them stays. */
export const pair = '~pair'

/** merged is the field of a review about records that refer to a merged one. */
export const merged = '~merged'

/** What a field held when its record was deleted, and what it holds now, each value once. */
export function beforeAndNow(f: ReviewField): { before: string[]; now: string[] } {
  const shown = (current: boolean) => [...new Set(f.versions.filter((v) => v.current === current).map((v) => v.shown || '（空）'))]
  return { before: shown(false), now: shown(true) }
}

/** Column is one version of what a review is about: what one PC wrote at one time. */
export interface Column {
  op: string
  mine: boolean
  current: boolean
  computer: string
  operator: string
  when: string
}

/** The versions of a review, side by side: mine first, the others from the oldest on. */
export function columnsOf(r: Review): Column[] {
  const out = new Map<string, Column>()
  for (const f of r.fields) {
    for (const v of f.versions) {
      const have = out.get(v.op)
      if (have) have.current ||= v.current
      else out.set(v.op, { op: v.op, mine: v.mine, current: v.current, computer: v.computer, operator: v.operator, when: v.when })
    }
  }
  return [...out.values()].sort((a, b) => Number(b.mine) - Number(a.mine) || (a.when < b.when ? -1 : a.when > b.when ? 1 : 0))
}

/** The version of a field in a column; undefined where that column left the field alone. */
export function cellOf(f: ReviewField, c: Column): Version | undefined {
  return f.versions.find((v) => v.op === c.op)
}

/** Whether the versions of a field differ; where they do not, there is nothing to choose. */
export function differs(f: ReviewField): boolean {
  return new Set(f.versions.map((v) => v.value)).size > 1
}

/** What a PC did to a record that one deleted and another edited. */
export function deedWords(r: Review, c: Column): string {
  const v = r.fields.map((f) => cellOf(f, c)).find((x) => x !== undefined)
  if (!v) return ''
  if (v.value !== '1') return '改过这条记录'
  return r.into ? v.shown : '删除了这条记录'
}

/** The fields of a review in the order of the record's form. */
export function inOrder(fields: ReviewField[], keys: string[]): ReviewField[] {
  return [...fields].sort((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key))
}

/** What the button under a version says. */
export function takeWords(r: Review, c: Column, all: Column[]): string {
  if (r.field === deletion || r.field === merged) return ''
  if (r.field === pair) return '留这条'
  if (c.mine) return all.filter((x) => x.mine).length > 1 ? '用这个' : '用我的'
  if (all.filter((x) => !x.mine).length === 1) return '用对方的'
  return c.computer === '' ? '用这个' : all.filter((x) => x.computer === c.computer).length === 1 ? `用${c.computer}的` : '用这个'
}

/** Which registers have reviews, with their counts, in the order of the list. */
export function byRegister(list: Review[]): { register: string; label: string; count: number }[] {
  const out: { register: string; label: string; count: number }[] = []
  for (const r of list) {
    const have = out.find((x) => x.register === r.register)
    if (have) have.count++
    else out.push({ register: r.register, label: r.registerLabel, count: 1 })
  }
  return out
}

/** Where the eye goes after a review left the list: to the one that took its place, else to the last. */
export function nextIndex(at: number, length: number): number {
  return Math.max(0, Math.min(at, length - 1))
}
