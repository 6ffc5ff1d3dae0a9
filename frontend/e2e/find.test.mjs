// Search from everywhere, and the tree of organizations.
import assert from 'node:assert/strict'
import { flow } from './lib/flow.mjs'
import { textOf, until } from './lib/page.mjs'
import { idNumber } from './lib/people.mjs'

const hits = (d) => d.page.locator('[data-testid^="hit-"]').allInnerTexts()

flow('Ctrl+K finds a person by surname, reading, initials, phone tail and ID tail, from any place', {}, async (d) => {
  const number = idNumber('1961-11-23', 917)
  const { id } = await d.cz('add', 'party_members', 'name=曾祖权', 'birth=1961-11-23', 'sex=男', 'mobile=13800097531', `id_number=${number}`)
  for (const [place, typed] of [
    ['/today', '曾祖权'],
    ['/ledger/party_members', '曾祖'],
    ['/settings', 'zengzuquan'],
    ['/wall', 'zengzu'],
    ['/changes', 'zzq'],
    ['/intake', '7531'],
    [`/ledger/party_members/${id}`, number.slice(-4)],
    ['/tree/organizations', number.slice(-6).toLowerCase()],
  ]) {
    await d.go(place)
    await d.page.keyboard.press('Control+k')
    await until('the search box to have the focus', () => d.page.evaluate(() => document.activeElement?.dataset.testid), (v) => v === 'palette-input')
    await d.page.keyboard.type(typed)
    await until(`曾祖权 among the hits for ${typed}`, () => hits(d), (l) => l.some((t) => t.includes('曾祖权')))
    await d.page.keyboard.press('Escape')
    await d.id('palette').waitFor({ state: 'detached' })
  }
  // The person comes before what only names the person.
  const estate = (await d.cz('list', 'estates', '--limit', '1')).rows[0].id
  await d.cz('add', 'grid_cells', 'name=阿一网格', 'worker=曾祖权')
  await d.cz('add', 'organizations', 'name=阿一业主委员会', 'type=业主委员会', 'head=曾祖权', `estate=${estate}`)
  await d.page.keyboard.press('Control+k')
  await d.id('palette-input').fill('曾祖权')
  await until('all that names 曾祖权', () => hits(d), (l) => l.length >= 3)
  await textOf(d.id('hit-0'), /^曾祖权/)
  await d.page.keyboard.press('Enter')
  await textOf(d.id('page-title'), /^曾祖权$/)
})

flow('Ctrl+K finds households and organizations, does what is asked, and says when there is nothing', {}, async (d) => {
  await d.page.keyboard.press('Control+k')
  await d.id('palette-input').fill('城墙根党支部')
  await until('the branch', () => hits(d), (l) => l.some((t) => t.includes('城墙根')))
  await d.id('palette-input').fill('qwertyuiop')
  await textOf(d.id('palette'), /没有找到“qwertyuiop”/)
  await d.id('palette-input').fill('导入')
  await until('the command', () => hits(d), (l) => l.some((t) => t.includes('导入花名册')))
  await d.page.locator('[data-testid^="hit-"]', { hasText: '导入花名册' }).click()
  await d.id('intake').waitFor()
})

flow('the tree of organizations folds, counts, finds and opens by keys', {}, async (d) => {
  await d.go('/tree/organizations')
  const lines = d.page.locator('[role="treeitem"]')
  await lines.first().waitFor()
  const all = await lines.count()
  assert.ok(all > 20, `only ${all} organizations`)
  assert.equal(await lines.first().getAttribute('aria-level'), '1')
  await until('numbers of members', () => lines.allInnerTexts(), (l) => l.some((t) => /\d+ 人/.test(t)))
  await lines.first().click()
  await d.page.keyboard.press('ArrowLeft')
  await until('the first one folded', () => lines.count(), (n) => n < all)
  assert.equal(await lines.first().getAttribute('aria-expanded'), 'false')
  await d.page.keyboard.press('ArrowRight')
  await until('all again', () => lines.count(), (n) => n === all)

  await d.page.keyboard.press('f')
  await d.page.keyboard.type('城墙根')
  await until('only the way to it', () => lines.allInnerTexts(), (l) => l.length < all && l.some((t) => t.includes('城墙根')))
  await d.id('filter-text').fill('')
  await until('all again', () => lines.count(), (n) => n === all)
  await d.id('tree').focus()
  await d.page.keyboard.press('Home')
  await d.page.keyboard.press('ArrowDown')
  await d.page.keyboard.press('Enter')
  await d.id('history').waitFor()
})

flow('F1 shows the keys of this page', {}, async (d) => {
  await d.go('/ledger/party_members')
  await d.id('row-0').waitFor()
  await d.page.keyboard.press('F1')
  await textOf(d.id('help-sheet'), /找人、找户、找组织[\s\S]*复制选中的行|复制选中的行[\s\S]*找人、找户、找组织/)
  await d.page.keyboard.press('F1')
  await d.id('help-sheet').waitFor({ state: 'hidden' })
})
