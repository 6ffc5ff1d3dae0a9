// A list of 20,000: the last row is reached, and the middle, without waiting.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { flow } from './lib/flow.mjs'
import { giveFile, openLedger, textOf, until } from './lib/page.mjs'
import { workFolder } from './lib/program.mjs'

const count = 20_000
const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨']
const given = [...'建国秀英明华丽军伟芳敏静强磊洋勇艳杰娟涛']

flow('20,000 imported rows scroll to the bottom, and the last row is there', { book: 'new', timeout: 180_000 }, async (d) => {
  const lines = ['姓名,性别,出生日期,备注']
  for (let i = 0; i < count; i++) {
    const name = surnames[i % surnames.length] + given[(i >> 4) % given.length] + given[(i >> 8) % given.length]
    lines.push(`${name},${i % 2 ? '女' : '男'},${1930 + (i % 80)}-0${1 + (i % 9)}-1${i % 9},第${i}号`)
  }
  const file = join(workFolder(), '两万人.csv')
  writeFileSync(file, lines.join('\n'))
  const answer = await d.cz('import', 'residents', file, '--on-duplicate', 'add')
  assert.equal(answer.created, count)

  await openLedger(d, 'residents')
  await textOf(d.id('page-note'), new RegExp(`共 ${count} `))
  const table = d.id('table')
  const last = d.page.locator(`[data-testid="row-${count - 1}"][data-id]`)
  await table.evaluate((e) => (e.scrollTop = e.scrollHeight))
  await last.waitFor()
  assert.ok(await last.isVisible())
  const [row, box] = [await last.boundingBox(), await table.boundingBox()]
  assert.ok(row.y + row.height <= box.y + box.height + 1, 'the last row lies below the edge')

  // The middle: rows come where the scroll bar rests, in their right order.
  await table.evaluate((e) => (e.scrollTop = e.scrollHeight / 2))
  const shown = () => d.page.locator('[role="row"][data-id]').evaluateAll((l) => l.map((r) => Number(r.dataset.testid.slice(4))))
  const numbers = await until('rows of the middle alone', shown, (n) => n.length > 8 && n[0] > count * 0.4 && n.at(-1) < count * 0.6)
  assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b))
  await table.focus()
  await d.page.keyboard.press('End')
  await last.waitFor()
  await d.page.keyboard.press('Home')
  await d.page.locator('[data-testid="row-0"][data-id]').waitFor()
})

flow('an import that is stopped half way leaves nothing behind', { book: 'new', timeout: 180_000 }, async (d) => {
  const lines = ['姓名,性别,出生日期,备注']
  for (let i = 0; i < 30_000; i++) lines.push(`${surnames[i % surnames.length]}${given[(i >> 4) % given.length]}${given[(i >> 8) % given.length]},女,${1930 + (i % 80)}-01-1${i % 9},第${i}号`)
  const file = join(workFolder(), '三万人.csv')
  writeFileSync(file, lines.join('\n'))
  await d.go('/intake?register=residents')
  await giveFile(d, d.id('choose-file'), file)
  await d.id('header-words').waitFor({ timeout: 30_000 })
  await d.id('next').click()
  await d.id('column-0').waitFor()
  await d.id('next').click()
  // The same names at the same day are many: all of them are to come in.
  await d.id('duplicate-add').click()
  await until('the check', async () => [await d.id('count-create').innerText().catch(() => ''), await d.id('next').isEnabled()], ([t, on]) => /^\d/.test(t) && on, 60_000)
  await d.id('next').click()
  await d.id('cancel-job').click()
  await textOf(d.id('run-problem'), /已经停下，没有导入任何内容/)
  assert.deepEqual((await d.cz('list', 'residents', '--limit', '5')).rows, [])
  // The way back is open, with everything as it was.
  await d.id('back-to-check').click()
  await d.id('duplicate-add').waitFor()
})
