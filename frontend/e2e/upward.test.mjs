// The report to the street office: what is seen is what goes out, nobody's data
// is in it, and another book takes it in, compares it and gives it back.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { flow } from './lib/flow.mjs'
import { download, giveFile, textOf, told, until } from './lib/page.mjs'
import { workFolder } from './lib/program.mjs'
import { readSheet, unzip } from './lib/xlsx.mjs'

const quiet = (d) => until('the preview', () => d.id('preview-busy').count(), (n) => n === 0)

/** keep puts bytes into a file of this run and gives its path. */
function keep(name, bytes) {
  const dir = join(workFolder(), 'upward')
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, name), bytes)
  return join(dir, name)
}

flow('a report is previewed, saved and holds nobody', { timeout: 120_000 }, async (d) => {
  await d.go('/sync/upward')
  await quiet(d)
  await textOf(d.id('preview-facts'), /上报指纹 [0-9A-Z-]{19}/)
  const total = await textOf(d.id('figure-members-all'), /^\d+$/)
  const file = await download(d, () => d.id('save-report').click())
  assert.match(file.name, /^仁寿门社区\d{4}年\d+月上报-\d{8}\.czr$/)
  await textOf(d.id('made'), /交给街道/)
  const parts = unzip(file.bytes)
  assert.deepEqual([...parts.keys()], ['说明.txt', '上报.pdf', '上报.xlsx', 'report.json', 'signature.json'])
  const report = JSON.parse(parts.get('report.json').toString('utf8'))
  assert.equal(report.sections.find((s) => s.key === 'members').figures.find((f) => f.key === 'all').value, total)
  assert.equal(report.sections.length, 9)

  // All that is on the page is in the file, and all that is in the file is on the page.
  const shown = await d.page.locator('[data-testid^="figure-"]').evaluateAll((l) => l.map((e) => e.textContent.trim()))
  assert.deepEqual(shown, report.sections.flatMap((s) => s.figures.map((f) => f.value)))
  const cells = await d.id('section-organization_list').locator('tbody td:not(:first-child)').allInnerTexts()
  assert.deepEqual(cells.map((c) => c.trim()), report.sections.find((s) => s.key === 'organization_list').rows.flatMap((r) => r.cells))

  const pdf = keep('上报.pdf', parts.get('上报.pdf'))
  const everything = [...parts.values()].map((b) => b.toString('utf8')).join('\n') + readSheet(parts.get('上报.xlsx')).everything + execFileSync('pdftotext', ['-raw', pdf, '-'], { encoding: 'utf8' })
  assert.match(everything, /党员队伍/)
  for (const register of ['party_members', 'residents']) {
    for (const p of (await d.cz('list', register, '--limit', '1000', '--unmask')).rows) {
      for (const key of ['mobile', 'id_number', 'name']) {
        if (p[key]) assert.ok(!everything.includes(p[key]), `the ${key} of somebody is in the report`)
      }
    }
  }
})

flow('the form remembers what went out; a change of the book after the preview is noticed', { timeout: 120_000 }, async (d) => {
  await d.go('/sync/upward')
  await quiet(d)
  for (const key of ['profile', 'work', 'organization_list', 'estate_list', 'building_list']) await d.id(`choose-${key}`).uncheck()
  await d.id('span-quarter').click()
  await textOf(d.id('period'), /第.季度/)
  await quiet(d)
  await until('the parts left out to be gone', () => d.id('section-profile').count(), (n) => n === 0)

  const [grid] = (await d.cz('list', 'grid_cells', '--limit', '1')).rows
  await d.cz('set', 'grid_cells', grid.id, 'households=777')
  d.allow(/conflict|409|400/)
  await d.id('save-report').click()
  await told(d, 'error', /内容和看到的不一样/)
  await textOf(d.id('section-grid_list'), /777/)
  await download(d, () => d.id('save-report').click())

  await d.reload()
  await d.go('/sync/upward')
  await quiet(d)
  assert.equal(await d.id('span-quarter').getAttribute('aria-checked'), 'true')
  assert.equal(await d.id('choose-profile').isChecked(), false)
  assert.equal(await d.id('choose-members').isChecked(), true)

  // Nothing chosen, nothing to save.
  for (const key of ['organizations', 'members', 'homes', 'grid_list']) await d.id(`choose-${key}`).uncheck()
  await textOf(d.id('problem-make'), /至少选一个/)
  assert.equal(await d.id('save-report').isEnabled(), false)
})

flow('another book takes reports in, once, compares them, and refuses what was altered', { timeout: 150_000 }, async (d) => {
  const out = join(workFolder(), 'upward')
  mkdirSync(out, { recursive: true })
  const one = join(out, '十月.czr')
  const two = join(out, '十一月.czr')
  await d.cz('upward', 'export', '-o', one, '--from', '2025-10', '--to', '2025-10')
  const [estate] = (await d.cz('list', 'estates', '--limit', '1')).rows
  await d.cz('set', 'estates', estate.id, 'households=999')
  await d.cz('upward', 'export', '-o', two, '--from', '2025-11', '--to', '2025-11')

  await d.go('/sync/upward?part=received')
  await d.id('empty-state').waitFor()
  await giveFile(d, d.id('import-report'), [one, two])
  await textOf(d.id('taken'), /收下 2 份/)
  await textOf(d.id('report-title'), /2025年1[01]月上报/)
  await giveFile(d, d.id('import-report'), one)
  await textOf(d.id('taken'), /1 份早就有了/)
  assert.equal(await d.page.locator('[data-testid^="report-"][data-testid$="0"], [data-testid="report-1"], [data-testid="report-2"]').count(), 2)

  // Side by side: the older at the left.
  await d.id('compare-0').check()
  await d.id('compare-1').check()
  await textOf(d.id('compare-title'), /仁寿门社区：2025年10月 和 2025年11月/)
  await d.id('only-different').check()
  const line = d.id('compare-line').filter({ hasText: '户数' })
  await textOf(line, /999/)
  const sheet = readSheet((await download(d, () => d.id('export-comparison').click())).bytes)
  assert.ok(sheet.rows.some((r) => r.includes('999')))

  // Removed and taken back.
  await d.id('open-0').click()
  await d.id('remove-report').click()
  await until('one report', () => d.page.locator('[data-testid^="open-"]').count(), (n) => n === 1)
  await (await told(d, 'done', /删除了/)).getByText('撤销').click()
  await until('two reports', () => d.page.locator('[data-testid^="open-"]').count(), (n) => n === 2)
  await d.id('open-0').click()
  await textOf(d.id('report-title'), /11月上报/)
  await d.id('report-note').fill('已核对指纹')
  await d.id('report-note').blur()
  await until('the note', async () => (await d.cz('upward', 'list')).reports.map((r) => r.note), (n) => n.includes('已核对指纹'))

  // A spoilt file is refused with what to do; nothing is written.
  const { readFileSync } = await import('node:fs')
  const bad = readFileSync(two)
  bad[bad.length >> 1] ^= 1
  await giveFile(d, d.id('import-report'), keep('坏了.czr', bad))
  await textOf(d.id('refused-report'), /坏了\.czr.*损坏.*原来的/)
  assert.equal((await d.cz('upward', 'list')).reports.length, 2)
})
