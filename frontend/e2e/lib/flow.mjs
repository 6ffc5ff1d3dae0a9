// A flow: one test with a book, a program and a browser page of its own. It
// fails on what the test asserts, and also on any script error of the page, any
// error on its console and any request that leaves this PC.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { closeBrowser, closeDesks, openDesk } from './desk.mjs'

const results = join(dirname(fileURLToPath(import.meta.url)), '../results')
after(closeBrowser)

/** flow is one test: what a person does on a fresh book of the kind named. */
export function flow(name, options, body) {
  test(name, { timeout: options.timeout ?? 90_000 }, async (t) => {
    const d = await openDesk(options)
    try {
      await body(d, t)
      if (d.problems.length > 0) throw new Error(`the page had errors:\n${d.problems.join('\n')}`)
    } catch (e) {
      await keep(d, name)
      throw e
    } finally {
      await closeDesks()
    }
  })
}

// What the page looked like when it went wrong, for the person who reads the log.
async function keep(d, name) {
  mkdirSync(results, { recursive: true })
  const file = join(results, name.replace(/[^\p{L}\p{N}]+/gu, '-'))
  await d.page.screenshot({ path: `${file}.png` }).catch(() => {})
  const text = await d.page.evaluate(() => `${location.hash}\n${document.body.innerText}`).catch(() => 'no page')
  writeFileSync(`${file}.txt`, `${text}\n\nerrors:\n${d.problems.join('\n')}\n\nprogram:\n${d.program.log()}`)
  console.error(`kept: ${file}.png`)
}
