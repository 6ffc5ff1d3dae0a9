import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import VirtualTable from './VirtualTable.vue'

const columns = [{ key: 'name', label: '姓名', width: 8, right: false, sortable: true }]
const rows = Array.from({ length: 100 }, (_, i) => ({ id: `1-${i}`, texts: [`第${i}人`] }))

const table = (current = 3, held = 100) =>
  mount(VirtualTable, {
    props: {
      columns, count: 100, current, sort: '', desc: false, label: '党员', allChosen: false, someChosen: false,
      row: (i: number) => (i < held ? rows[i] : undefined),
      isChosen: (id: string) => id === '1-1',
      tone: () => '',
    },
  })

describe('VirtualTable', () => {
  it('draws a part of the rows and tells readers how many there are', () => {
    const t = table()
    const n = t.findAll('[data-testid^="row-"]').length
    expect(n).toBeGreaterThan(5)
    expect(n).toBeLessThan(60)
    expect(t.attributes('aria-rowcount')).toBe('101')
    expect(t.get('[data-testid="row-3"]').classes()).toContain('current')
    expect(t.get('[data-testid="row-1"]').attributes('aria-selected')).toBe('true')
  })
  it.each([
    ['ArrowDown', [4, false]],
    ['ArrowUp', [2, false]],
    ['Home', [0, false]],
    ['End', [99, false]],
  ])('moves with %s', async (key, want) => {
    const t = table()
    await t.trigger('keydown', { key })
    expect(t.emitted('move')).toEqual([want])
  })
  it('extends the choice with Shift, stops at the ends', async () => {
    const t = table(99)
    await t.trigger('keydown', { key: 'ArrowDown', shiftKey: true })
    expect(t.emitted('move')).toEqual([[99, true]])
  })
  it('opens with Enter and ticks with the blank', async () => {
    const t = table()
    await t.trigger('keydown', { key: 'Enter' })
    await t.trigger('keydown', { key: ' ' })
    expect([t.emitted('open'), t.emitted('flip')]).toEqual([[[3]], [[3]]])
  })
  it('leaves Ctrl+Enter and letters to the page', async () => {
    const t = table()
    await t.trigger('keydown', { key: 'Enter', ctrlKey: true })
    await t.trigger('keydown', { key: 'n' })
    expect(t.emitted('open')).toBeUndefined()
  })
  it('shows a place holder for a row that is on its way', () => {
    expect(table(3, 2).get('[data-testid="row-5"]').find('.ghost').exists()).toBe(true)
  })
})
