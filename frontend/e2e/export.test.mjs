// What leaves the program: private columns masked unless asked for, and then
// written down.
import assert from 'node:assert/strict'
import { flow } from './lib/flow.mjs'
import { download, openLedger, textOf, until } from './lib/page.mjs'
import { readSheet } from './lib/xlsx.mjs'

const fullNumber = /\d{17}[\dX]/
const fullMobile = /(?<!\d)1[3-9]\d{9}(?!\d)/

flow('an XLSX is masked; with the tick it is whole, and who took it is written down', {}, async (d) => {
  const total = (await d.cz('list', 'party_members', '--limit', '1000')).rows.length
  await openLedger(d, 'party_members')
  await d.id('export').click()
  const masked = await download(d, () => d.id('export-run').click())
  assert.match(masked.name, /党员.*\.xlsx$/)
  const sheet = readSheet(masked.bytes)
  assert.doesNotMatch(sheet.everything, fullNumber, 'a full ID number is in the masked file')
  assert.doesNotMatch(sheet.everything, fullMobile, 'a full mobile number is in the masked file')
  const header = sheet.rows.findIndex((r) => r.includes('姓名'))
  const at = sheet.rows[header].indexOf('公民身份号码')
  assert.ok(at >= 0)
  assert.match(sheet.rows[header + 1][at], /^\d{3}\*+\d{3}[\dX]$/)
  assert.equal(sheet.rows.slice(header + 1).filter((r) => r.some(Boolean)).length, total)
  // A date is a date of Excel, not text.
  assert.match(sheet.rows[header + 1][sheet.rows[header].indexOf('出生日期')], /^\d{5}$/)

  await d.id('export').click()
  await d.page.locator('[data-testid="export-unmask"]').click()
  const whole = await download(d, () => d.id('export-run').click())
  const open = readSheet(whole.bytes)
  const numbers = open.rows.slice(header + 1).map((r) => r[at] ?? '').filter(Boolean)
  assert.ok(numbers.length > 100)
  for (const n of numbers) assert.match(n, /^\d{17}[\dX]$/)

  await d.go('/settings?part=access')
  await textOf(d.id('access-0'), new RegExp(`张红梅[\\s\\S]*导出[\\s\\S]*${total}`))
  assert.equal(await d.page.locator('[data-testid^="access-"]').filter({ hasText: '导出' }).count(), 1, 'the masked export was written down too, or one of them twice')
})

flow('the filter holds for the export, in CSV and with the shown columns', {}, async (d) => {
  await openLedger(d, 'party_members', `?where=${encodeURIComponent(JSON.stringify([['sex', 'in', '2']]))}`)
  const women = Number(/筛选后 (\d+)/.exec(await textOf(d.id('page-note'), /筛选后/))[1])
  await d.id('export').click()
  await d.id('export-csv').click()
  await d.id('export-shown-columns').click()
  const file = await download(d, () => d.id('export-run').click())
  const text = file.bytes.toString('utf8')
  assert.ok(text.startsWith('\ufeff'), 'without its mark Excel reads the CSV in the wrong encoding')
  const lines = text.slice(1).trimEnd().split(/\r\n/)
  assert.equal(lines.length, women + 1)
  const heads = await d.page.locator('[role="columnheader"] button').allInnerTexts()
  assert.deepEqual(lines[0].split(','), heads.map((h) => h.replace(/[▲▼]/, '').trim()))
  assert.ok(lines.slice(1).every((l) => l.includes('女')))
})

flow('chosen rows only, as JSON', {}, async (d) => {
  await openLedger(d, 'party_members')
  await d.id('row-0').locator('.pick').click()
  await d.id('row-1').locator('.pick').click()
  await d.id('export').click()
  await textOf(d.id('export-dialog'), /选中的 2 名/)
  await d.id('export-json').click()
  const file = await download(d, () => d.id('export-run').click())
  const parsed = JSON.parse(file.bytes.toString('utf8'))
  const rows = Array.isArray(parsed) ? parsed : parsed.rows
  assert.equal(rows.length, 2)
  await until('the dialog to close', () => d.id('export-dialog').count(), (n) => n === 0)
})
