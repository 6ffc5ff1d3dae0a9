// The points shop, which an office may run: opened with the rules, stocked, points given
// out for goods, taken back. And the page of a notice, kept exactly as it was posted.
import assert from 'node:assert/strict'
import { flow } from './lib/flow.mjs'
import { download, textOf, told, until } from './lib/page.mjs'

/** effective brings six hours of service into effect. */
async function effective(d, member) {
  const { id } = await d.cz('points', 'claim', '--member', member, '--rule', 'J01', '--quantity', '6', '--date', '2026-01-05')
  await d.cz('points', 'advance', id, '--to', '小组初审', '--by', '单慧敏', '--date', '2026-01-06')
  await d.cz('points', 'advance', id, '--to', '支部审核', '--by', '欧阳立新', '--date', '2026-01-07')
  const notice = await d.cz('points', 'notice', 'open', '--from', '2026-01-08', '--phone', '027-80000000', '--by', '李娟')
  return notice
}

flow('points are exchanged for goods, never more than there are, and taken back', { book: 'new' }, async (d) => {
  const { id } = await d.cz('add', 'party_members', 'name=高福来')
  await effective(d, id)
  // Off until the rules open it; then every rule may say what it gives.
  await d.go('/points/rules?year=2026')
  await d.id('points-rules').waitFor()
  assert.equal(await d.id('tab-shop').count(), 0)
  await d.id('figure-exchange').check()
  await d.page.locator('[data-testid="rule-J01"] [data-key="exchange"]').fill('1')
  await d.id('what-if').click()
  await d.id('effects').waitFor()
  await d.id('save-rules').click()
  await told(d, 'done', /按新规则算/)
  await d.id('tab-shop').click()
  await d.id('shop').waitFor()

  await d.id('good-new').click()
  await d.id('good-name').fill('肥皂')
  await d.id('good-price').fill('两分半')
  await d.id('good-save').click()
  await d.page.getByRole('alert').filter({ hasText: '兑换分' }).waitFor()
  await d.id('good-price').fill('2.5')
  await d.id('good-stock').fill('3')
  await d.id('good-unit').fill('块')
  await d.id('good-save').click()
  await told(d, 'done', /已登记 肥皂/)

  await d.page.locator('#shop-member').click()
  await d.page.locator('#shop-member').fill('gfl')
  await d.page.locator('.el-select-dropdown__item:visible').filter({ hasText: '高福来' }).first().waitFor()
  await d.page.keyboard.press('Enter')
  await textOf(d.id('purse'), /得 6，用 0，还有 6/)
  await d.id('redeem-good').selectOption({ index: 1 })
  await d.id('redeem-count').fill('3')
  await d.id('redeem').click()
  await textOf(d.id('redeem-wrong'), /兑换分不够：要 7\.5，还有 6/)
  await d.id('redeem-count').fill('2')
  await d.id('redeem').click()
  await told(d, 'done', /已兑换 肥皂 2块/)
  await textOf(d.id('redemption-0'), /高福来[\s\S]*肥皂 × 2[\s\S]*5/)
  await textOf(d.id('shop'), /1块/)

  await d.id('redemption-void-0').click()
  await d.id('void-reason').fill('退回')
  await d.id('void-go').click()
  await textOf(d.id('redemption-0'), /已作废/)
  await textOf(d.id('shop'), /3块/)
  // The score knows nothing of it.
  const score = await d.cz('points', 'balance', '--member', id, '--year', '2026')
  assert.equal(score.total, 66)
})

flow('a posted page is printed and kept, and comes back byte for byte', { book: 'new' }, async (d) => {
  const { id } = await d.cz('add', 'party_members', 'name=高福来')
  const { no } = await effective(d, id)
  await d.go('/points/notices')
  await d.id('papers').waitFor()
  const posted = await download(d, () => d.id('post-page').click())
  assert.equal(posted.bytes.subarray(0, 5).toString(), '%PDF-')
  await told(d, 'done', /公示页已存档/)
  await d.id('paper-0').waitFor()
  const kept = await download(d, () => d.id('paper-take-0').click())
  assert.ok(posted.bytes.equals(kept.bytes))
  // The same page again is not kept twice.
  await download(d, () => d.id('post-page').click())
  await until('one page', async () => (await d.cz('points', 'notice', 'papers', no)).papers.length, (n) => n === 1)
})
