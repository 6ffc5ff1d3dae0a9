import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Job } from '../gen/api'
import { waitForJob } from './jobs'

const job = (o: Partial<Job>): Job => ({ id: 'j1', phase: '读文件', done: 0, total: 10, finished: false, error: '', ...o })

describe('waitForJob', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => {
    vi.useRealTimers()
    delete window.go
  })

  it('tells every state and ends with the last', async () => {
    const states = [job({ done: 5 }), job({ done: 10, finished: true })]
    window.go = { bind: { Jobs: { State: async () => states.shift() } } }
    const seen: number[] = []
    const end = waitForJob(job({}), (j) => seen.push(j.done))
    await vi.runAllTimersAsync()
    expect((await end).finished).toBe(true)
    expect(seen).toEqual([0, 5, 10])
  })
  it('rejects with the error of the job', async () => {
    const start = job({ finished: true, error: JSON.stringify({ code: 'disk', message: '磁盘满了', field: '', hint: '' }) })
    await expect(waitForJob(start)).rejects.toMatchObject({ code: 'disk', message: '磁盘满了' })
  })
  it('cancels once and waits for the end', async () => {
    const cancel = vi.fn(async () => job({}))
    window.go = { bind: { Jobs: { State: async () => job({ finished: true }), Cancel: cancel } } }
    const stop = new AbortController()
    stop.abort()
    const end = waitForJob(job({}), undefined, stop.signal)
    await vi.runAllTimersAsync()
    await end
    expect(cancel).toHaveBeenCalledTimes(1)
  })
})
