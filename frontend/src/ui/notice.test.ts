import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../api'
import { close, notice, notices } from './notice'

const texts = () => notices.value.map((n) => n.text)

describe('notice', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => {
    notice.clear()
    vi.useRealTimers()
  })
  it('shows one message at a time and takes it away', () => {
    notice.done('一')
    notice.done('二')
    expect(texts()).toEqual(['二'])
    vi.advanceTimersByTime(60_000)
    expect(texts()).toEqual([])
  })
  it('keeps an error until it is closed, with what to do next', () => {
    const id = notice.error(new AppError('disk', '磁盘满了', '', '请清出空间'))
    notice.done('好了')
    vi.advanceTimersByTime(600_000)
    expect(notices.value.map((n) => [n.text, n.hint])).toEqual([['磁盘满了', '请清出空间']])
    close(id)
    expect(texts()).toEqual([])
  })
  it('does not pile up the same error', () => {
    for (let i = 0; i < 5; i++) notice.error(new AppError('x', '连不上'))
    expect(texts()).toEqual(['连不上'])
  })
})
