import { describe, expect, it } from 'vitest'
import { leftWords, lineWords, stateWords } from './words'

describe('how a notice stands', () => {
  it('says it in words, with the objections that wait', () => {
    expect(stateWords({ state: 'running', left: 3, waiting: 1 })).toEqual({ text: '公示中，还剩 3 个工作日', tone: 'blue' })
    expect(stateWords({ state: 'over', left: 0, waiting: 0 }).text).toBe('公示期满')
    expect(stateWords({ state: 'closed', left: 0, waiting: 2 })).toEqual({ text: '已办结，2 件异议待处理', tone: 'amber' })
    expect(stateWords({ state: 'withdrawn', left: 0, waiting: 0 }).text).toBe('已撤回')
  })
  it('tells a line that waits from one that hangs out and one that is decided', () => {
    const line = { outcome: '', label: '', waiting: false }
    expect(lineWords(line, 'running').text).toBe('公示中')
    expect(lineWords({ ...line, waiting: true }, 'closed').text).toBe('有异议，待处理')
    expect(lineWords(line, 'withdrawn').text).toBe('已撤回')
    expect(lineWords({ outcome: '3', label: '有异议，不予通过', waiting: false }, 'closed')).toEqual({ text: '有异议，不予通过', tone: 'red' })
  })
  it('counts the days of an answer', () => {
    expect([leftWords(-2).text, leftWords(0).text, leftWords(2).tone, leftWords(3).tone]).toEqual(['逾期 2 个工作日', '今天到期', 'amber', 'blue'])
  })
})
