import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'
import type { Imported, Job, Status } from '../../api'
import { useSync, type SyncState } from './useSync'

const status: Status = { book: 'b', community: '仁寿门社区', self: { id: '1', name: '1号机', self: true, fingerprint: '', joined: '', seen: '', lacks: 0, holds: 0, removed: '', copyOf: '', also: [] }, computers: [], gaps: [], reviews: 0, twins: 0, unsent: 0, lastExport: '', lastImport: '', question: { computer: '', name: '', text: '', yes: '', no: '' }, warnings: [], watch: { on: false, folder: '', lastRun: '', problem: '' } }
const imported: Imported = { files: [], registers: [], changes: 3, ops: 3, reviews: 0, twins: 0, gaps: [], kept: 0, warnings: [], joined: false }
const job = (o: Partial<Job> = {}): Job => ({ id: 'j', phase: '', done: 0, total: 0, finished: true, error: '', ...o })
const refused = (code: string) => JSON.stringify({ code, message: '不行', hint: '' })

let answers: Record<string, () => unknown>
let calls: string[]
let scope: ReturnType<typeof effectScope>
let sync: SyncState
const page = () => {
  scope = effectScope()
  sync = scope.run(() => useSync())!
}

beforeEach(() => {
  calls = []
  answers = { 'Sync.Status': () => status, 'Book.Status': () => ({ exists: true, problem: '' }), 'Sync.Import': () => job(), 'Sync.ImportResult': () => imported, 'Sync.Twins': () => [] }
  const owner = (o: string) => new Proxy({}, { get: (_, m: string) => async () => (calls.push(`${o}.${m}`), structuredClone(answers[`${o}.${m}`]?.() ?? null)) })
  window.go = { bind: { Sync: owner('Sync'), Book: owner('Book'), Jobs: owner('Jobs') } }
  page()
  sync.clear()
})
afterEach(() => scope.stop())

const file = { token: 't', name: 'x.czb', size: 1 }

describe('one work at a time', () => {
  test('an import brings its result, and everything that shows the book is asked for anew', async () => {
    expect(await sync.importFiles([file])).toBe(true)
    expect(sync.imported.value?.changes).toBe(3)
    expect(sync.doing.value).toBe('')
    expect(calls.filter((c) => c === 'Book.Status').length).toBeGreaterThan(0)
    expect(calls.lastIndexOf('Sync.Status')).toBeGreaterThan(calls.indexOf('Sync.ImportResult'))
  })
  test('a second work does not start beside the first', async () => {
    answers['Jobs.State'] = () => job()
    answers['Sync.Import'] = () => job({ finished: false })
    const first = sync.importFiles([file])
    expect(await sync.importFiles([file])).toBe(false)
    expect(await first).toBe(true)
    expect(calls.filter((c) => c === 'Sync.Import').length).toBe(1)
  })
  test('what a person cancelled in the dialog is no failure and leaves nothing', async () => {
    answers['Sync.Export'] = () => job({ id: '' })
    expect(await sync.exportPacket({ to: [], full: false })).toBe(false)
    expect([sync.wrong.value, sync.exported.value, sync.doing.value]).toEqual([null, null, ''])
  })
  test('what a person stopped is no failure; what went wrong is told', async () => {
    answers['Sync.Import'] = () => job({ error: refused('canceled') })
    expect(await sync.importFiles([file])).toBe(false)
    expect(sync.wrong.value).toBeNull()
    answers['Sync.Import'] = () => job({ error: refused('disk') })
    expect(await sync.importFiles([file])).toBe(false)
    expect(sync.wrong.value?.message).toBe('不行')
  })
  test('the result waits while the person looks at another page', async () => {
    await sync.importFiles([file])
    scope.stop()
    page()
    expect(sync.imported.value?.changes).toBe(3)
    sync.clear()
    expect(sync.imported.value).toBeNull()
  })
})

test('a status that cannot be had leaves the last one standing', async () => {
  await vi.waitFor(() => expect(sync.status.value?.community).toBe('仁寿门社区'))
  answers['Sync.Status'] = () => {
    throw new Error(refused('busy'))
  }
  await sync.load()
  expect(sync.problem.value?.code).toBe('busy')
  expect(sync.status.value?.community).toBe('仁寿门社区')
})
