// The desk of a person: a book, the program serving it, and a browser page on it.
import { rmSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { command, makeBook, serve } from './program.mjs'

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

let starting
/** browser gives the one browser of this test file. */
export function browser() {
  starting ??= chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true, args: flags })
  return starting
}
/** closeBrowser ends it. */
export const closeBrowser = async () => (await starting)?.close()

const desks = new Set()
/** closeDesks ends whatever a test left open: a program that runs on would keep the test file from ending. */
export const closeDesks = () => Promise.all([...desks].map((d) => d.close()))

const wait = 15_000 // ms for one thing to appear: the machine may be busy

/** openDesk starts the program on a book and opens its page. */
export async function openDesk({ book = 'demo', data, viewport = { width: 1366, height: 768 }, scale = 1 } = {}) {
  data ??= await makeBook(book)
  const program = await serve(data)
  const context = await (await browser()).newContext({ viewport, deviceScaleFactor: scale, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write'] })
  context.setDefaultTimeout(wait)
  const problems = []
  const allowed = []
  const home = new URL(program.address)
  context.on('request', (r) => {
    const u = new URL(r.url())
    if (u.protocol !== 'data:' && u.protocol !== 'blob:' && u.host !== home.host) problems.push(`a request left the PC: ${u.origin}`)
  })
  context.on('weberror', (e) => problems.push(`script error: ${e.error().stack ?? e.error()}`))
  context.on('console', (m) => {
    if (m.type() === 'error' && !allowed.some((a) => a.test(m.text()))) problems.push(`console: ${m.text()}`)
  })
  const page = await context.newPage()
  await page.goto(program.address)
  await page.locator('#app > *').first().waitFor()
  // The first page must stand before another one is asked for: its own way there would win.
  await page.waitForURL((u) => /^#\/\w/.test(u.hash))
  const desk = {
    data,
    page,
    context,
    program,
    problems,
    /** id finds by data-testid. */
    id: (name) => page.getByTestId(name),
    /** go opens an address of the page without loading it anew. */
    go: async (path) => {
      await page.evaluate((p) => (window.location.hash = `#${p}`), path)
      const wanted = decodeURIComponent(`#${path}`)
      await page.waitForURL((u) => decodeURIComponent(u.hash).startsWith(wanted))
    },
    /** reload is a new start of the page: nothing of its memory is left. */
    reload: async () => {
      await page.reload()
      await page.locator('#app > *').first().waitFor()
    },
    /** cz runs a command on the same book beside the served page. */
    cz: (...args) => command(data, ...args),
    /** allow takes an error on the console as expected. */
    allow: (pattern) => allowed.push(pattern),
    close: async () => {
      desks.delete(desk)
      await context.close()
      await program.stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
  desks.add(desk)
  return desk
}
