import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { FieldInfo } from '../../api'
import Edit from './Edit.vue'

const field: FieldInfo = { key: 'birth', label: '出生日期', kind: 'date', group: '', required: false, private: false, search: false, unit: '', hint: '', max: 0, codes: [], ref: '', long: false, default: '', managed: false }
const edit = (modelValue: string) => mount(Edit, { props: { field, modelValue }, global: { stubs: { CalendarButton: true } } })

describe('the date box', () => {
  it('shows how it reads what is typed', () => expect(edit('1975.3.16').text()).toContain('= 1975-03-16'))
  it('says nothing where there is nothing to say', () => {
    expect(edit('1975-03-16').text()).toBe('')
    expect(edit('明天').text()).toBe('')
  })
  it('takes the reading over when it is left, and commits', async () => {
    const e = edit('1975年3月')
    await e.get('input').trigger('blur')
    expect([e.emitted('update:modelValue'), e.emitted('commit')?.length]).toEqual([[['1975-03']], 1])
  })
  it('leaves what it cannot read for the program to explain', async () => {
    const e = edit('明天')
    await e.get('input').trigger('blur')
    expect([e.emitted('update:modelValue'), e.emitted('commit')?.length]).toEqual([undefined, 1])
  })
})
