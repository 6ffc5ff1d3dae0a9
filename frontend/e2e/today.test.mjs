// 今日: what is due, in order, and where each entry leads.
import assert from 'node:assert/strict'
import { flow } from './lib/flow.mjs'
import { textOf } from './lib/page.mjs'

flow('今日 shows what is due and leads to the record or the list behind it', {}, async (d) => {
  await d.id('today').waitFor()
  await textOf(d.id('today-line'), /\S/)
  const items = d.page.locator('[data-testid^="due-"][data-kind]')
  assert.ok((await items.count()) >= 3, 'fewer than three things are due in the demo')

  const title = (await d.id('due-0').locator('.title').innerText()).trim()
  await d.id('due-0').click()
  await d.id('history').waitFor()
  const shown = (await d.id('page-title').innerText()).trim()
  assert.ok(title.includes(shown) || shown.includes(title), `"${title}" led to "${shown}"`)
  await d.page.goBack()

  // A figure leads to the list that it counts, and that list has as many rows.
  const figure = d.page.locator('a[data-testid^="figure-"]').first()
  await figure.waitFor()
  const group = d.page.locator('a[data-testid^="group-"]').first()
  const count = Number(await group.locator('b').innerText())
  await group.click()
  await d.id('table').waitFor()
  await textOf(d.id('page-note'), new RegExp(`筛选后 ${count} `))
  await d.page.goBack()
  await d.id('due-0').waitFor()

  // The rail counts the same things.
  assert.match(await d.id('due-count').innerText(), /^\d+\+?$/)
  await d.id('week').waitFor()
  await d.id('print-roster').click()
  await d.id('page-canvas').waitFor()
})
