import { describe, expect, it } from 'vitest'
import { undoChange } from './undo'

const job = (finished: boolean, error = '') => ({ id: 'j', phase: '正在撤销', done: 0, total: 0, finished, error })
const result = { change: '1-9', rows: 20000, kept: [] }

function program(start: unknown, states: unknown[]) {
  const calls: string[] = []
  window.go = {
    bind: {
      Records: { Undo: async () => start, UndoResult: async () => (calls.push('UndoResult'), result) },
      Jobs: { State: async () => (calls.push('State'), states.shift()), Cancel: async () => (calls.push('Cancel'), job(true, '{"code":"canceled","message":"已取消"}')) },
    },
  }
  return calls
}

describe('undoing a change', () => {
  it('gives the result of a small one at once', async () => {
    const calls = program({ done: true, result, job: job(false) }, [])
    expect(await undoChange('1-2', () => expect.unreachable())).toEqual(result)
    expect(calls).toEqual([])
  })

  it('waits for a large one and fetches its result', async () => {
    const calls = program({ done: false, result, job: job(false) }, [job(false), job(true)])
    let heard = 0
    expect(await undoChange('1-2', () => heard++)).toEqual(result)
    expect(heard).toBeGreaterThan(1)
    expect(calls).toEqual(['State', 'State', 'UndoResult'])
  })

  it('can be stopped', async () => {
    const stop = new AbortController()
    const calls = program({ done: false, result, job: job(false) }, [job(false)])
    stop.abort()
    await expect(undoChange('1-2', undefined, stop.signal)).rejects.toMatchObject({ code: 'canceled' })
    expect(calls).toEqual(['Cancel'])
  })
})
