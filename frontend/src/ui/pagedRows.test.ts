import { describe, expect, it } from 'vitest'
import { PagedRows, type Chunk } from './pagedRows'

const row = (i: number) => ({ id: String(i) })
type Row = ReturnType<typeof row>

function source(length: number) {
  const asked: number[] = []
  const load = async (offset: number, limit: number): Promise<Chunk<Row>> => {
    asked.push(offset)
    const n = Math.max(0, Math.min(limit, length - offset))
    return { total: length, matched: length, rows: Array.from({ length: n }, (_, i) => row(offset + i)) }
  }
  return { asked, load }
}
const settle = () => new Promise((r) => setTimeout(r, 0))

describe('PagedRows', () => {
  it('gives every row at its own place, wherever one looks', async () => {
    const p = new PagedRows(source(100_000).load)
    await p.reset()
    for (const at of [0, 149, 150, 75_321, 99_999]) {
      p.need(at, at + 20)
      await settle()
      expect(p.row(at)?.id).toBe(String(at))
    }
    expect(p.row(100_000)).toBeUndefined()
  })
  it('asks for each stretch once', async () => {
    const s = source(1000)
    const p = new PagedRows(s.load)
    await p.reset()
    p.need(100, 200)
    p.need(100, 200)
    await settle()
    p.need(100, 200)
    await settle()
    expect(s.asked).toEqual([0, 150])
  })
  it('forgets what was wanted on the way', async () => {
    const s = source(100_000)
    const p = new PagedRows(s.load)
    await p.reset()
    for (let i = 1000; i < 90_000; i += 1000) p.need(i, i + 30)
    await settle()
    await settle()
    expect(s.asked.length).toBeLessThanOrEqual(2 + 2 * PagedRows.atOnce)
    expect(p.row(89_000)?.id).toBe('89000')
  })
  it('keeps a bounded number of rows', async () => {
    const s = source(100_000)
    const p = new PagedRows(s.load)
    await p.reset()
    for (let i = 0; i < 60; i++) {
      p.need(i * PagedRows.size, i * PagedRows.size + 1)
      await settle()
    }
    expect(p.row(0)).toBeUndefined()
    expect(p.row(59 * PagedRows.size)).toBeDefined()
  })
  it('ignores an answer to a question that is out of date', async () => {
    let slow: (c: Chunk<Row>) => void = () => undefined
    let first = true
    const p = new PagedRows<Row>(() => {
      if (!first) return Promise.resolve({ total: 1, matched: 1, rows: [{ id: 'new' }] })
      first = false
      return new Promise((r) => (slow = r))
    })
    const old = p.reset()
    await p.reset()
    slow({ total: 9, matched: 9, rows: [{ id: 'old' }] })
    await old
    expect([p.row(0)?.id, p.state.matched]).toEqual(['new', 1])
  })
  it('starts at the top again when the list became shorter', async () => {
    const p = new PagedRows(source(10).load)
    await p.reset(600)
    expect([p.state.matched, p.row(0)?.id]).toEqual([10, '0'])
  })
  it('keeps the rows that it has when a question fails, and says so', async () => {
    let fail = false
    const s = source(1000)
    const p = new PagedRows<Row>((o, l) => (fail ? Promise.reject(new Error('x')) : s.load(o, l)))
    await p.reset()
    fail = true
    p.need(500, 510)
    await settle()
    expect(p.state.error).toBeInstanceOf(Error)
    expect(p.row(0)?.id).toBe('0')
  })
  it('gives a range across stretches in order', async () => {
    const p = new PagedRows(source(1000).load)
    await p.reset()
    const got = await p.all(140, 460)
    expect(got.map((r) => r.id)).toEqual(Array.from({ length: 320 }, (_, i) => String(140 + i)))
    expect(await p.all(990, 2000)).toHaveLength(10)
  })
})
