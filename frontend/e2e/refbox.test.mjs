// Boxes that look a record up: Enter never takes an answer to what was typed before.
import assert from 'node:assert/strict'
import { flow } from './lib/flow.mjs'
import { choose, openLedger, textOf, told, until } from './lib/page.mjs'

/** slow lets every answer of the box come after a while, and counts the questions. */
async function slow(d, ms) {
  const asked = []
  await d.page.route('**/call/Records.Choices', async (route) => {
    asked.push(route.request().postData() ?? '')
    await new Promise((r) => setTimeout(r, ms))
    await route.continue().catch(() => {})
  })
  return asked
}
const branchOf = async (d, id) => (await d.cz('show', 'party_members', id)).values.branch

async function open(d) {
  const ids = {}
  for (const name of ['城墙根党支部', '古楼里党支部', '古楼里第二党支部']) ids[name] = (await d.cz('add', 'organizations', `name=${name}`, 'type=党支部')).id
  const { id } = await d.cz('add', 'party_members', 'name=王芳', `branch=${ids['城墙根党支部']}`)
  await d.go(`/ledger/party_members/${id}`)
  await d.id('history').waitFor()
  return { id, ids, box: d.id('field-branch').locator('input') }
}

flow('Enter pressed before the answer waits for it and takes the one that is meant', { book: 'new' }, async (d) => {
  const { id, ids, box } = await open(d)
  await slow(d, 700)
  await d.id('field-branch').click()
  await d.page.locator('.el-select-dropdown__item:visible').first().waitFor()
  await box.pressSequentially('第二')
  await d.page.keyboard.press('Enter')
  // Nothing is taken as long as the answer is under way: not the branch that is there, not the first of the old list.
  await d.page.waitForTimeout(200)
  assert.equal(await d.id('dirty').count(), 0)
  await textOf(d.id('dirty'), /改了 1 项/)
  await textOf(d.id('field-branch'), /古楼里第二党支部/)
  await d.id('save').click()
  await told(d, 'done', /已保存/)
  assert.equal(await branchOf(d, id), ids['古楼里第二党支部'])
})

flow('Enter pressed early takes none of several; what one types on is looked up anew', { book: 'new' }, async (d) => {
  const { id, ids, box } = await open(d)
  await slow(d, 500)
  await d.id('field-branch').click()
  await d.page.locator('.el-select-dropdown__item:visible').first().waitFor()
  await box.pressSequentially('古楼里')
  await d.page.keyboard.press('Enter')
  await until('both branches', () => d.page.locator('.el-select-dropdown__item:visible').allInnerTexts(), (l) => l.length === 2 && l.every((t) => t.includes('古楼里')))
  assert.equal(await d.id('dirty').count(), 0, 'one of several was taken unseen')
  await d.page.keyboard.press('ArrowDown')
  await d.page.keyboard.press('Enter')
  await textOf(d.id('dirty'), /改了 1 项/)

  // What is not found takes nothing and keeps what was chosen.
  const chosen = (await d.id('field-branch').innerText()).trim()
  await d.id('field-branch').click()
  await box.pressSequentially('没有这个')
  await d.page.keyboard.press('Enter')
  await textOf(d.page.locator('.el-select-dropdown:visible'), /没有找到/)
  await d.page.keyboard.press('Enter')
  await d.page.keyboard.press('Escape')
  await d.page.keyboard.press('Escape')
  await textOf(d.id('field-branch'), new RegExp(chosen))
  await d.id('save').click()
  await told(d, 'done', /已保存/)
  assert.notEqual(await branchOf(d, id), ids['城墙根党支部'])
})

flow('the filter by a reference waits for its answer too', { book: 'new' }, async (d) => {
  const { ids } = await open(d)
  await d.cz('add', 'party_members', 'name=李强', `branch=${ids['古楼里第二党支部']}`)
  await openLedger(d, 'party_members')
  await slow(d, 600)
  await d.id('add-filter').click()
  await choose(d, 'condition-field', /^所在党支部$/)
  await d.id('pick-0').waitFor()
  await d.id('pick-text').pressSequentially('第二')
  await d.page.keyboard.press('Enter')
  await until('the tick', () => d.page.locator('[data-testid="filter-value"] li.on').allInnerTexts(), (l) => l.length === 1 && l[0].includes('第二党支部'))
})
