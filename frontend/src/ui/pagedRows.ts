import { shallowReactive } from 'vue'

/** Chunk is a stretch of a list, with the counts that came with it. */
export interface Chunk<R> {
  total: number
  matched: number
  rows: R[]
}

/**
 * PagedRows holds the stretches of a long list that were looked at. It loads
 * only what is asked for, drops what was looked at longest ago, and ignores
 * answers to questions that are out of date.
 */
export class PagedRows<R> {
  static readonly size = 150 // rows of a stretch; the program gives at most 200
  static readonly kept = 40 // stretches that stay in memory
  static readonly atOnce = 3 // questions under way

  readonly state = shallowReactive({ total: 0, matched: 0, loaded: false, busy: false, error: null as unknown, version: 0 })
  private pages = new Map<number, R[]>()
  private asked = new Map<number, Promise<void>>()
  private wanted: number[] = []
  private generation = 0

  constructor(private readonly load: (offset: number, limit: number) => Promise<Chunk<R>>) {}

  /** row gives row i, undefined while it is not there. */
  row(i: number): R | undefined {
    void this.state.version
    const p = Math.floor(i / PagedRows.size)
    return this.pages.get(p)?.[i - p * PagedRows.size]
  }

  /** reset forgets everything and loads the stretch at row `at`; what is shown stays until the answer is there. */
  async reset(at = 0): Promise<void> {
    const mine = ++this.generation
    this.asked.clear()
    this.wanted = []
    this.state.busy = true
    const page = Math.floor(at / PagedRows.size)
    try {
      const [c, n] = await this.loadPage(page)
      if (mine !== this.generation) return
      this.pages = new Map([[n, c.rows]])
      Object.assign(this.state, { total: c.total, matched: c.matched, loaded: true, busy: false, error: null, version: this.state.version + 1 })
    } catch (error) {
      if (mine === this.generation) Object.assign(this.state, { busy: false, error })
    }
  }

  // A list that became shorter may have no such page any more.
  private async loadPage(page: number): Promise<[Chunk<R>, number]> {
    const c = await this.load(page * PagedRows.size, PagedRows.size)
    if (page === 0 || c.rows.length > 0 || c.matched === 0) return [c, page]
    return [await this.load(0, PagedRows.size), 0]
  }

  /** need makes the rows from…to-1 come. Only the stretches asked for last are waited for. */
  need(from: number, to: number): void {
    const last = Math.min(to, this.state.matched) - 1
    if (last < from) return
    this.wanted = []
    for (let p = Math.floor(Math.max(0, from) / PagedRows.size); p <= Math.floor(last / PagedRows.size); p++) {
      if (this.pages.has(p)) this.touch(p)
      else if (!this.asked.has(p)) this.wanted.push(p)
    }
    this.pump()
  }

  /** all gives the rows from…to-1 once they are there. */
  async all(from: number, to: number): Promise<R[]> {
    const out: R[] = []
    const generation = this.generation
    for (let i = from; i < Math.min(to, this.state.matched); ) {
      const p = Math.floor(i / PagedRows.size)
      const rows = this.pages.get(p) ?? (await this.load(p * PagedRows.size, PagedRows.size)).rows
      if (generation !== this.generation) return []
      const begin = i - p * PagedRows.size
      const part = rows.slice(begin, begin + to - i)
      if (part.length === 0) break
      out.push(...part)
      i += part.length
    }
    return out
  }

  private pump(): void {
    while (this.asked.size < PagedRows.atOnce) {
      const p = this.wanted.shift()
      if (p === undefined) return
      this.asked.set(p, this.fetch(p, this.generation))
    }
  }

  private async fetch(p: number, generation: number): Promise<void> {
    try {
      const c = await this.load(p * PagedRows.size, PagedRows.size)
      if (generation !== this.generation) return
      this.pages.set(p, c.rows)
      for (const old of this.pages.keys()) {
        if (this.pages.size <= PagedRows.kept) break
        this.pages.delete(old)
      }
      Object.assign(this.state, { total: c.total, matched: c.matched, error: null, version: this.state.version + 1 })
    } catch (error) {
      if (generation === this.generation) this.state.error = error
    } finally {
      if (generation === this.generation) {
        this.asked.delete(p)
        this.pump()
      }
    }
  }

  private touch(p: number): void {
    const rows = this.pages.get(p)
    if (!rows) return
    this.pages.delete(p)
    this.pages.set(p, rows)
  }
}
