// Settings that last: figures, the operator, the size, the backup.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { flow } from './lib/flow.mjs'
import { textOf, told, until } from './lib/page.mjs'

flow('a figure changes, is refused outside its range, and lasts', {}, async (d) => {
  await d.go('/settings?part=figures')
  const rows = d.page.locator('[data-testid^="figure-"]:has([data-testid^="field-"])') // 今日 has figures too
  await rows.first().waitFor()
  const key = (await rows.first().getAttribute('data-testid')).replace('figure-', '')
  const box = d.id(`field-${key}`)
  const before = Number(await box.inputValue())
  await box.fill('abc')
  await d.id(`problem-${key}`).waitFor()
  await box.fill(String(before + 1))
  await box.press('Enter')
  await told(d, 'done', new RegExp(`改为 ${before + 1}`))
  await d.reload()
  await until('the figure', () => d.id(`field-${key}`).inputValue(), (v) => v === String(before + 1))
  await textOf(d.id(`figure-${key}`), new RegExp(`默认是 ${before}`))
  await d.id(`reset-${key}`).click()
  await until('the default', () => d.id(`field-${key}`).inputValue(), (v) => v === String(before))
})

flow('another operator signs the next change', { book: 'new' }, async (d) => {
  await d.go('/settings')
  await d.id('operator-name').fill('李卫国')
  await d.id('save-operator').click()
  await textOf(d.id('operator'), /李卫国/)
  await d.go('/ledger/party_members/new')
  await d.page.locator('#f-name').fill('王芳')
  await d.page.keyboard.press('Control+s')
  await d.id('history').waitFor()
  await textOf(d.id('history'), /李卫国/)
  await d.reload()
  await textOf(d.id('operator'), /李卫国/)
})

flow('the size of everything is chosen and lasts', {}, async (d) => {
  await d.go('/settings')
  const size = () => d.page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize))
  const before = await size()
  await d.id('size-huge').click()
  await until('larger letters', size, (n) => n > before * 1.15)
  await d.reload()
  await until('larger letters', size, (n) => n > before * 1.15)
})

flow('a backup is made, checked and named', {}, async (d) => {
  await d.go('/settings?part=backup')
  await d.id('backup').click()
  const text = await textOf(d.id('backup-done'), /已存到/)
  const path = /已存到 (.+?)（/.exec(text)[1]
  assert.ok(existsSync(path), `${path} is not there`)
  await d.id('check-book').click()
  await d.id('check-sound').waitFor()
  assert.doesNotMatch(await d.id('last-backup').innerText(), /还没有/)
})
