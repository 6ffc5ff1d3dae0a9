// The harness itself: what it says it notices, it notices.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { closeBrowser, openDesk } from './lib/desk.mjs'
import { until } from './lib/page.mjs'

after(closeBrowser)

const spoiled = [
  ['an error on the console', (p) => p.evaluate(() => console.error('gone wrong')), /console: gone wrong/],
  ['a script error', (p) => p.evaluate(() => void setTimeout(() => undefined.x, 0)), /script error: TypeError/],
  ['a promise that nobody caught', (p) => p.evaluate(() => void Promise.reject(new Error('uncaught'))), /script error: Error: uncaught/],
  ['a file that is not there', (p) => p.evaluate(() => fetch('/files/none/none.pdf').then(() => undefined)), /console: Failed to load resource/],
  // The page is gone after this one: it comes last.
  ['a request to another host', (p) => p.goto('http://127.0.0.1:1/').catch(() => {}), /a request left the PC: http:\/\/127\.0\.0\.1:1/],
]

test('every kind of error of the page fails a flow', { timeout: 60_000 }, async () => {
  const d = await openDesk({ book: 'new' })
  try {
    await d.id('today-empty').waitFor()
    assert.deepEqual(d.problems, [], 'a page that was only opened has errors')
    for (const [what, spoil, says] of spoiled) {
      d.problems.length = 0
      await spoil(d.page)
      await until(what, async () => d.problems, (list) => list.some((p) => says.test(p)), 5000)
    }
  } finally {
    await d.close()
  }
})

test('the page is closed to whoever does not know its address', { timeout: 60_000 }, async () => {
  const d = await openDesk({ book: 'new' })
  try {
    const { origin } = new URL(d.program.address)
    const status = async (path, init) => (await fetch(origin + path, init)).status
    assert.equal(await status('/'), 403)
    assert.equal(await status('/?token=0000'), 403)
    assert.equal(await status('/call/Records.List', { method: 'POST', body: '[]' }), 403)
    assert.equal(await status('/files/x/y'), 403)
    // Another page in the same browser has the cookie, but not the origin.
    const cookie = (await d.context.cookies()).map((c) => `${c.name}=${c.value}`).join('; ')
    assert.equal(await status('/call/Book.Status', { method: 'POST', body: '[]', headers: { cookie } }), 200)
    assert.equal(await status('/call/Book.Status', { method: 'POST', body: '[]', headers: { cookie, origin: 'http://elsewhere.example' } }), 403)
  } finally {
    await d.close()
  }
})
