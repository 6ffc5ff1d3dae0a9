import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Hit } from '../../api'
import { meant, useChoices } from './choices'

const hit = (title: string): Hit => ({ id: title, register: 'organizations', title, detail: '' }) as Hit

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('looking records up', () => {
  it('drops the answers to what was typed before at once, and says that it looks', async () => {
    const ask = vi.fn((text: string) => Promise.resolve([hit(`${text}支部`)]))
    const { hits, busy, look } = useChoices(() => 'organizations', ask)
    look('一')
    await vi.runAllTimersAsync()
    expect([hits.value.map((h) => h.title), busy.value]).toEqual([['一支部'], false])
    look('二')
    expect([hits.value, busy.value]).toEqual([[], true])
    await vi.runAllTimersAsync()
    expect([hits.value.map((h) => h.title), busy.value]).toEqual([['二支部'], false])
  })

  it('keeps to the last question, whichever answer comes last', async () => {
    const answers: Record<string, (h: Hit[]) => void> = {}
    const { hits, busy, look } = useChoices(() => 'organizations', (text) => new Promise((r) => (answers[text] = r)))
    look('一')
    await vi.runAllTimersAsync()
    look('二')
    await vi.runAllTimersAsync()
    answers['二']!([hit('二支部')])
    await vi.runAllTimersAsync()
    answers['一']!([hit('一支部')])
    await vi.runAllTimersAsync()
    expect([hits.value.map((h) => h.title), busy.value]).toEqual([['二支部'], false])
  })
})

describe('an Enter that came before the answers', () => {
  it('takes the only one', () => expect(meant([hit('第一支部')], '一')?.title).toBe('第一支部'))
  it('takes the one that is called so', () => expect(meant([hit('第一支部委员会'), hit('第一 支部')], '第一支部')?.title).toBe('第一 支部'))
  it('takes none of several', () => {
    expect(meant([hit('第一支部'), hit('第二支部')], '支部')).toBeUndefined()
    expect(meant([hit('甲'), hit('甲')], '甲')).toBeUndefined()
  })
  it('takes nothing where there is nothing', () => expect(meant([], '甲')).toBeUndefined())
})
