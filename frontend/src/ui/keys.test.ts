import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { handleKey, keyName, noteDialogs, shortcuts } from './keys'

const run = vi.fn()
const press = (key: string, o: KeyboardEventInit = {}, on: EventTarget = document.body) => {
  const e = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...o })
  noteDialogs()
  on.dispatchEvent(e)
  return e
}
const box = document.createElement('input')

beforeEach(() => {
  document.body.append(box)
  document.addEventListener('keydown', handleKey)
  shortcuts.push({ keys: 'n', label: '新增', group: '', run }, { keys: 'ctrl+s', label: '保存', group: '', run })
})
afterEach(() => {
  document.removeEventListener('keydown', handleKey)
  document.body.innerHTML = ''
  shortcuts.splice(0)
  run.mockReset()
})

describe('handleKey', () => {
  it('runs the shortcut and keeps the browser from its own', () => {
    expect(press('n').defaultPrevented).toBe(true)
    expect(run).toHaveBeenCalledTimes(1)
  })
  it('leaves letters to the box that is typed into, not Ctrl keys', () => {
    press('n', {}, box)
    expect(run).not.toHaveBeenCalled()
    press('s', { ctrlKey: true }, box)
    expect(run).toHaveBeenCalledTimes(1)
  })
  it('lets the youngest win', () => {
    const young = vi.fn()
    shortcuts.push({ keys: 'n', label: 'x', group: '', run: young })
    press('n')
    expect([young.mock.calls.length, run.mock.calls.length]).toEqual([1, 0])
  })
  it('leaves alone what someone else has taken', () => {
    const e = new KeyboardEvent('keydown', { key: 'n', cancelable: true })
    e.preventDefault()
    handleKey(e)
    expect(run).not.toHaveBeenCalled()
  })
})

it('names keys as shortcuts write them', () => {
  const name = (key: string, o: KeyboardEventInit = {}) => keyName(new KeyboardEvent('keydown', { key, ...o }))
  expect([name(' '), name('S', { ctrlKey: true }), name('?', { shiftKey: true }), name('ArrowUp', { shiftKey: true }), name('F1')]).toEqual(['space', 'ctrl+s', '?', 'shift+arrowup', 'f1'])
})
