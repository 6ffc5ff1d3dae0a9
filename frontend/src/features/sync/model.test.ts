import { describe, expect, test } from 'vitest'
import type { Computer, FileResult, Imported, Inspected, Review, Status, Version } from '../../api'
import { baseName, beforeAndNow, byRegister, cellOf, columnsOf, deedWords, deletion, differs, fileWords, handOver, inOrder, inspectedWords, importLine, incomingCounts, lackWords, nameList, pair, nextIndex, others, sizeWords, sortFiles, standing, takeWords, unsentWords } from './model'

const computer = (o: Partial<Computer>): Computer => ({ id: '1', name: '2号机', self: false, fingerprint: '', joined: '2026-11-02', seen: '2026-11-20 16:05', lacks: 0, holds: 0, removed: '', copyOf: '', also: [], ...o })
const version = (o: Partial<Version>): Version => ({ op: 'a', value: 'x', shown: 'x', mine: false, current: false, computer: '2号机', operator: '李建国', when: '2026-11-20 16:05', ...o })
const review = (o: Partial<Review>): Review => ({ id: 'r', register: 'party_members', registerLabel: '党员', row: '1-1', title: '王芳', field: 'mobile', label: '手机', values: [], fields: [], both: false, into: '', intoTitle: '', refs: [], ...o })
const file = (o: Partial<FileResult>): FileResult => ({ file: '/media/u/甲.czb', kind: 'sync', from: '2号机', number: 14, when: '2026-11-20 16:05', changes: 5, new: 5, error: '', hint: '', ...o })
const imported = (o: Partial<Imported>): Imported => ({ files: [], registers: [], changes: 0, ops: 0, reviews: 0, twins: 0, gaps: [], kept: 0, warnings: [], joined: false, ...o })
const status = (o: Partial<Status>): Status => ({ book: 'b', community: '仁寿门社区', self: computer({ self: true, name: '1号机' }), computers: [], gaps: [], reviews: 0, twins: 0, unsent: 0, lastExport: '', lastImport: '', question: { computer: '', name: '', text: '', yes: '', no: '' }, warnings: [], watch: { on: false, folder: '', lastRun: '', problem: '' }, ...o })

describe('words', () => {
  test('the name of a file, from Windows and from anywhere else', () => {
    expect(baseName('E:\\同步\\甲 1.czb')).toBe('甲 1.czb')
    expect(baseName('/media/u/甲.czb')).toBe('甲.czb')
    expect(baseName('甲.czb')).toBe('甲.czb')
  })
  test('sizes are never 0', () => {
    expect([10, 2048, 1_500_000].map(sizeWords)).toEqual(['1 KB', '2 KB', '1.4 MB'])
  })
  test('many names are cut to three, but never only the last one', () => {
    expect(nameList(['甲', '乙', '丙', '丁'])).toBe('甲、乙、丙、丁')
    expect(nameList(['甲', '乙', '丙', '丁', '戊'])).toBe('甲、乙、丙 等 5 台')
  })
  test('the next step names who gets the file', () => {
    const made = { file: 'x.czb', number: 3, changes: 2, ops: 4, size: 900, for: ['2号机', '3号机'], full: false }
    expect(handOver(made)).toMatch(/^下一步：把这个文件交给 2号机、3号机，/)
    expect(handOver({ ...made, for: [] })).toMatch(/另一台电脑/)
  })
})

test('what a deleter saw stands beside what is there now, each value once', () => {
  const f = { key: 'school', label: '毕业院校', private: false, versions: [version({ op: 'd', shown: '一中' }), version({ op: 'e', shown: '二中', current: true }), version({ op: 'f', shown: '二中', current: true }), version({ op: 'g', shown: '', current: true })] }
  expect(beforeAndNow(f)).toEqual({ before: ['一中'], now: ['二中', '（空）'] })
})
test('a merge is told as such, and of a pair one stays', () => {
  const c = { op: 'a', mine: true, current: false, computer: '1号机', operator: '', when: '' }
  const deleted = { key: deletion, label: '删除', private: false, versions: [version({ value: '1', shown: '并入了“王芳”' })] }
  expect(deedWords(review({ field: deletion, fields: [deleted], into: '1-2', intoTitle: '王芳' }), c)).toBe('并入了“王芳”')
  expect(deedWords(review({ field: deletion, fields: [deleted] }), c)).toBe('删除了这条记录')
  expect(takeWords(review({ field: pair }), c, [c])).toBe('留这条')
})

describe('how a PC stands', () => {
  test.each([
    [{ self: true }, '本机', ''],
    [{}, '齐了', ''],
    [{ lacks: 1200 }, '没跟上', '它还缺 1,200 次改动'],
    [{ holds: 3 }, '没跟上', '本机还缺它的 3 次'],
    [{ lacks: 2, holds: 3, seen: '' }, '还没来过', '它还缺 2 次改动，本机还缺它的 3 次'],
    [{ lacks: 9, removed: '2026-11-21' }, '已移出', ''],
  ])('%o', (o, word, lacks) => {
    expect(standing(computer(o)).word).toBe(word)
    expect(lackWords(computer(o))).toBe(lacks)
  })
  test('others are those that still belong to the book', () => {
    const list = [computer({ self: true, name: '1号机' }), computer({}), computer({ name: '3号机', removed: '2026-11-21' })]
    expect(others(status({ computers: list })).map((c) => c.name)).toEqual(['2号机'])
  })
  test('what there is to export', () => {
    const computers = [computer({ self: true }), computer({})]
    expect(unsentWords(status({}))).toMatch(/只有这一台/)
    expect(unsentWords(status({ computers, unsent: 14 }))).toBe('本机有 14 次改动还没有导出')
    expect(unsentWords(status({ computers, lastExport: '2026-11-20 16:05' }))).toBe('本机的改动都已导出')
    expect(unsentWords(status({ computers }))).toBe('本机还没有改动要导出')
  })
})

const inspected = (o: Partial<Inspected>): Inspected => ({ file: '', kind: 'sync', version: 1, program: '', book: '', thisBook: true, from: '2号机', fingerprint: '', number: 14, when: '2026-11-20 16:05', size: 0, readable: true, changes: 5, ops: 9, new: 5, problem: '', hint: '', ...o })

describe('an import', () => {
  test('a file that was not taken in yet says what it would bring, or why not', () => {
    expect(inspectedWords(inspected({}))).toBe('2号机 的第 14 个包 · 2026-11-20 16:05 · 5 次改动是新的')
    expect(inspectedWords(inspected({ new: 0 }))).toMatch(/本机都有了$/)
    expect(inspectedWords(inspected({ problem: '文件坏了', hint: '请重新拷一份' }))).toBe('文件坏了。请重新拷一份')
    expect(inspectedWords(undefined)).toBe('')
  })
  test('in one line: what came, what was refused, what was known', () => {
    expect(importLine(imported({ files: [file({})], changes: 5 }))).toBe('收到 5 次改动')
    expect(importLine(imported({ files: [file({}), file({ error: '坏了' })], changes: 5 }))).toBe('收到 5 次改动，1 个文件没有收下')
    expect(importLine(imported({ files: [file({ error: '坏了' })] }))).toBe('这个文件没有收下')
    expect(importLine(imported({ files: [file({ error: '坏了' }), file({ error: '坏了' })] }))).toBe('2 个文件没有收下')
    expect(importLine(imported({ files: [file({ new: 0 })] }))).toMatch(/^这个文件里的内容本机都有了/)
    expect(importLine(imported({ files: [file({ new: 0 }), file({ new: 0 })] }))).toMatch(/^这些文件里/)
    expect(importLine(imported({}))).toBe('没有收到新的改动')
  })
  test('a file in a few words', () => {
    expect(fileWords(file({}))).toBe('2号机 的第 14 个包 · 2026-11-20 16:05 · 5 次改动')
    expect(fileWords(file({ new: 2 }))).toMatch(/5 次改动，其中 2 次是新的$/)
    expect(fileWords(file({ new: 0 }))).toMatch(/没有新内容$/)
    expect(fileWords(file({ error: '坏了' }))).toBe('2号机 的第 14 个包 · 2026-11-20 16:05')
  })
  test('only counts that are something', () => {
    expect(incomingCounts({ register: 'x', label: 'X', new: 2, changed: 0, removed: 1, rows: [] }).map((c) => `${c.word}${c.n}`)).toEqual(['新增2', '删除1'])
  })
  test('requests to join are set apart, what could not be looked at is left to the import', () => {
    const looked = ['sync', 'request', ''].map((kind) => inspected({ kind }))
    expect(sortFiles(['a', 'b', 'c', 'd'], looked)).toEqual({ requests: ['b'], packets: ['a', 'c', 'd'] })
  })
})

describe('a review', () => {
  const mine = version({ op: 'm', mine: true, computer: '1号机', when: '2026-11-21 09:00', value: '1', shown: '1' })
  const theirs = version({ op: 't', value: '2', shown: '2', current: true })
  const third = version({ op: 'u', computer: '3号机', when: '2026-11-19 08:00', value: '3', shown: '3' })
  const one = review({ fields: [{ key: 'mobile', label: '手机', private: true, versions: [theirs, third, mine] }] })

  test('mine stands first, the others from the oldest on', () => {
    expect(columnsOf(one).map((c) => c.op)).toEqual(['m', 'u', 't'])
    expect(columnsOf(one).map((c) => c.current)).toEqual([false, false, true])
  })
  test('the buttons say whose it is, and stay apart where a PC has several', () => {
    const all = columnsOf(one)
    expect(all.map((c) => takeWords(one, c, all))).toEqual(['用我的', '用3号机的', '用2号机的'])
    const two = all.filter((c) => c.op !== 'u')
    expect(two.map((c) => takeWords(one, c, two))).toEqual(['用我的', '用对方的'])
    const same = [...all, { ...all[2]!, op: 'v' }]
    expect(same.map((c) => takeWords(one, c, same))).toEqual(['用我的', '用3号机的', '用这个', '用这个'])
    expect(all.map((c) => takeWords(review({ field: deletion }), c, all))).toEqual(['', '', ''])
  })
  test('coupled fields share their columns; a column may leave a field alone', () => {
    const pair = review({
      fields: [
        { key: 'a', label: '甲', private: false, versions: [mine, theirs] },
        { key: 'b', label: '乙', private: false, versions: [version({ op: 't', current: true })] },
      ],
    })
    expect(columnsOf(pair).map((c) => c.op)).toEqual(['m', 't'])
    expect(cellOf(pair.fields[1]!, columnsOf(pair)[0]!)).toBeUndefined()
    expect(cellOf(pair.fields[0]!, columnsOf(pair)[0]!)?.value).toBe('1')
    expect(pair.fields.map(differs)).toEqual([true, false])
  })
  test('a deletion against an edit says who did what', () => {
    const gone = review({ field: deletion, fields: [{ key: deletion, label: '删除', private: false, versions: [version({ op: 'm', mine: true, value: '1' }), version({ op: 't', value: '' })] }] })
    expect(columnsOf(gone).map((c) => deedWords(gone, c))).toEqual(['删除了这条记录', '改过这条记录'])
  })
  test('fields stand in the order of the form', () => {
    const of = (key: string) => ({ key, label: key, private: false, versions: [] })
    expect(inOrder([of('confirmed'), of('joined')], ['name', 'joined', 'confirmed']).map((f) => f.key)).toEqual(['joined', 'confirmed'])
  })
  test('by register, in the order of the list', () => {
    expect(byRegister([one, review({ register: 'residents', registerLabel: '居民' }), one])).toEqual([
      { register: 'party_members', label: '党员', count: 2 },
      { register: 'residents', label: '居民', count: 1 },
    ])
  })
  test('the next one takes the place of the one decided', () => {
    expect([nextIndex(3, 5), nextIndex(5, 5), nextIndex(0, 0), nextIndex(-1, 4)]).toEqual([3, 4, 0, 0])
  })
})
