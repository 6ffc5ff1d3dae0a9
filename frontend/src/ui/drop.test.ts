import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import { useDrop } from './drop'

const drag = (type: string, types: string[], files: File[] = []) => {
  const e = new Event(type, { bubbles: true, cancelable: true })
  Object.defineProperty(e, 'dataTransfer', { value: { types, files } })
  document.body.dispatchEvent(e)
  return e
}

test('files are taken wherever they fall; what is dragged within the page is left alone', () => {
  const taken: string[][] = []
  let over = { value: false }
  const page = mount(
    defineComponent({
      setup() {
        over = useDrop((files) => taken.push(files.map((f) => f.name)))
        return () => h('div')
      },
    }),
  )
  expect(drag('dragenter', ['text/plain']).defaultPrevented).toBe(false)
  expect(over.value).toBe(false)
  drag('drop', ['text/plain'])

  drag('dragenter', ['Files'])
  drag('dragenter', ['Files']) // into a part of the page
  drag('dragleave', ['Files']) // out of the part before
  expect(over.value).toBe(true)
  drag('dragleave', ['Files'])
  expect(over.value).toBe(false)

  drag('dragenter', ['Files'])
  // Without this the browser would open the file in place of the page.
  expect(drag('dragover', ['Files']).defaultPrevented).toBe(true)
  expect(drag('drop', ['Files'], [new File([], 'a.czb'), new File([], 'b.czb')]).defaultPrevented).toBe(true)
  expect([over.value, taken]).toEqual([false, [['a.czb', 'b.czb']]])

  page.unmount()
  drag('drop', ['Files'], [new File([], 'c.czb')])
  expect(taken.length).toBe(1)
})
