import { beforeEach, expect, test } from 'vitest'
import type { Job, SyncJoin } from '../../api'
import { useJoin } from './useJoin'

const none: SyncJoin = { waiting: false, request: { file: '', name: '', fingerprint: '', when: '', known: '', removed: '' }, file: { token: '', name: '', size: 0 } }
const waits: SyncJoin = { ...none, waiting: true, request: { file: '', name: '2号机', fingerprint: '8266 5555', when: '', known: '', removed: '' } }
const job = (error = ''): Job => ({ id: 'j', phase: '', done: 0, total: 0, finished: true, error })
const file = { token: 't', name: '欢迎包.czb', size: 1 }

let answers: Record<string, () => unknown>
let calls: [string, unknown[]][]
beforeEach(() => {
  localStorage.clear()
  calls = []
  answers = { 'Sync.Pending': () => none, 'Sync.Join': () => waits, 'Sync.Enter': () => job(), 'Book.Status': () => ({ exists: true, problem: '', face: 'window' }) }
  const owner = (o: string) => new Proxy({}, { get: (_, m: string) => async (...args: unknown[]) => (calls.push([`${o}.${m}`, args]), structuredClone(answers[`${o}.${m}`]?.() ?? null)) })
  window.go = { bind: { Sync: owner('Sync'), Book: owner('Book') } }
})

test('the wait is found again after a restart, and who joins is remembered until the book is there', async () => {
  const first = useJoin()
  first.name.value = ' 2号机 '
  first.operator.value = '李建国'
  expect(await first.ask()).toBe(true)
  expect(calls.find(([c]) => c === 'Sync.Join')?.[1]).toEqual(['2号机'])

  answers['Sync.Pending'] = () => waits
  const again = useJoin()
  await again.load()
  expect([again.waiting.value?.fingerprint, again.name.value, again.operator.value]).toEqual(['8266 5555', '2号机', '李建国'])
  expect(await again.enter([file])).toBe(true)
  expect(calls.find(([c]) => c === 'Book.SetOperator')?.[1]).toEqual(['李建国'])
  expect(useJoin().operator.value).toBe('')
})

test('a dialog that was cancelled asks nobody and waits for nothing', async () => {
  answers['Sync.Join'] = () => none
  const j = useJoin()
  j.name.value = '2号机'
  expect(await j.ask()).toBe(false)
  expect([j.waiting.value, j.problem.value]).toEqual([null, null])
})

test('a packet that is no welcome is told and can be tried again; one that was stopped is not told', async () => {
  const j = useJoin()
  answers['Sync.Enter'] = () => job(JSON.stringify({ code: 'damaged', message: '这不是欢迎包', hint: '' }))
  expect(await j.enter([file])).toBe(false)
  expect(j.problem.value?.message).toBe('这不是欢迎包')
  answers['Sync.Enter'] = () => job(JSON.stringify({ code: 'canceled', message: '停了', hint: '' }))
  expect(await j.enter([file])).toBe(false)
  expect([j.problem.value, j.busy.value]).toEqual([null, false])
  expect(await j.enter([])).toBe(false)
})
