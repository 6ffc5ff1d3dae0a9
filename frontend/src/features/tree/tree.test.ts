import { describe, expect, it } from 'vitest'
import { linesOf, pathTo } from './tree'

const node = (id: string, parent: string) => ({ id, parent, title: `组织${id}`, detail: '', count: 0, total: 0 })
const all = () => true

describe('linesOf', () => {
  it('puts children below their parent, one step in', () => {
    const l = linesOf([node('a', ''), node('b', ''), node('a1', 'a'), node('a11', 'a1')], all)
    expect(l.map((x) => [x.node.id, x.depth])).toEqual([['a', 0], ['a1', 1], ['a11', 2], ['b', 0]])
  })
  it('hides what is folded away', () => {
    expect(linesOf([node('a', ''), node('a1', 'a'), node('b', '')], (id) => id !== 'a').map((x) => x.node.id)).toEqual(['a', 'b'])
  })
  it('loses none: an orphan, one that is its own parent, a circle', () => {
    const l = linesOf([node('x', 'gone'), node('s', 's'), node('p', 'q'), node('q', 'p')], all)
    expect(l.map((x) => x.node.id).sort()).toEqual(['p', 'q', 's', 'x'])
  })
})

it('opens the way to what is found', () => {
  const { found, open } = pathTo([node('a', ''), node('a1', 'a'), node('a11', 'a1'), node('b', '')], '组织a11')
  expect([[...found], [...open].sort()]).toEqual([['a11'], ['a', 'a1']])
})
