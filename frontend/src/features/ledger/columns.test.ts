import { describe, expect, it } from 'vitest'
import { registers } from '../../api'
import { readLayout } from './columns'

const r = registers.find((x) => x.list.length > 2)!

describe('readLayout', () => {
  it('gives back what was remembered', () => {
    const l = { columns: [r.list[1]!, r.list[0]!], widths: { [r.list[0]!]: 12 } }
    expect(readLayout(JSON.stringify(l), r)).toEqual(l)
  })
  it('drops columns that the register no longer has', () => {
    expect(readLayout(JSON.stringify({ columns: ['gone', r.list[0]] }), r).columns).toEqual([r.list[0]])
  })
  it.each(['', 'nonsense', '{}', 'null', '{"columns":["gone"]}'])('starts afresh with %s', (text) => {
    expect(readLayout(text, r)).toEqual({ columns: r.list, widths: {} })
  })
})
