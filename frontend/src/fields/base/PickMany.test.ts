import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import PickMany from './PickMany.vue'

const option = (label: string) => ({ id: label, label })
const pick = (options: string[], pending = false) => mount(PickMany, { props: { options: options.map(option), chosen: [], placeholder: '', none: '没有', pending } })

describe('ticking by Enter', () => {
  it('waits for the options to what is typed', async () => {
    const p = pick(['第一支部'])
    await p.get('input').setValue('二')
    await p.setProps({ pending: true, options: [] })
    await p.get('input').trigger('keydown', { key: 'Enter' })
    expect(p.emitted('change')).toBeUndefined()
    expect(p.emitted('commit')).toBeUndefined()
    await p.setProps({ pending: false, options: [option('第二支部')] })
    expect(p.emitted('change')).toEqual([[['第二支部']]])
    expect(p.get('input').element.value).toBe('')
  })

  it('ticks none of several that it has not shown', async () => {
    const p = pick([], true)
    await p.get('input').setValue('支部')
    await p.get('input').trigger('keydown', { key: 'Enter' })
    await p.setProps({ pending: false, options: [option('第一支部'), option('第二支部')] })
    expect(p.emitted('change')).toBeUndefined()
    await p.get('input').trigger('keydown', { key: 'Enter' })
    expect(p.emitted('change')).toEqual([[['第一支部']]])
  })

  it('forgets the Enter when one types on', async () => {
    const p = pick([], true)
    await p.get('input').setValue('一')
    await p.get('input').trigger('keydown', { key: 'Enter' })
    await p.get('input').setValue('一二')
    await p.setProps({ pending: false, options: [option('第一支部')] })
    expect(p.emitted('change')).toBeUndefined()
  })

  it('is done by an Enter on nothing typed, not on something that is not found', async () => {
    const p = pick([])
    await p.get('input').setValue('没有的')
    await p.get('input').trigger('keydown', { key: 'Enter' })
    expect(p.emitted('commit')).toBeUndefined()
    await p.get('input').setValue('')
    await p.get('input').trigger('keydown', { key: 'Enter' })
    expect(p.emitted('commit')).toHaveLength(1)
  })
})
