// Public notices through the page: awards chosen from the ledger and people pasted from
// a table are posted, an objection holds its own line, the page is kept as it was posted,
// what is over ends by itself, and a wrong one is withdrawn.
import assert from 'node:assert/strict'
import { flow } from './lib/flow.mjs'
import { download, textOf, told } from './lib/page.mjs'

const state = (d, words) => textOf(d.id('notice-state'), words)

flow('a notice hangs out, is objected to, ends by itself and is kept as it was posted', { book: 'new', timeout: 180_000 }, async (d) => {
  const member = await d.cz('add', 'party_members', 'name=高福来')
  const award = await d.cz('add', 'awards', `member=${member.id}`, 'kind=1', 'name=优秀共产党员', 'date=2026-01-04')
  await d.id('nav-notices').click()
  await d.id('empty-state').waitFor()
  await d.page.keyboard.press('n')
  await d.id('open-dialog').waitFor()
  assert.ok(await d.id('open-go').isDisabled())
  await d.id('open-award-高福来').click()
  await d.id('open-lines').fill('序号\t姓名\t单位\t事项\n1\t宁强\t第二支部\t优秀党务工作者\n2\t解磊\t第一支部\t优秀党务工作者')
  await textOf(d.id('open-read'), /读出 2 条，例如 宁强/)
  // The end is foreseen in working days, the day of posting counts; fewer than the office's figure are refused.
  await d.id('open-from').fill('2026-01-05')
  await textOf(d.id('open-until'), /2026-01-09/)
  await d.id('open-days').fill('3')
  await d.id('open-phone').fill('027-80000001')
  await d.id('open-masked').check()
  await d.id('open-go').click()
  await textOf(d.id('open-wrong'), /不能少于 5 个工作日/)
  await d.id('open-days').fill('')
  await d.id('open-go').click()
  await told(d, 'done', /已开始公示 GS-2026-/)
  await state(d, /公示期满/)
  await textOf(d.id('line-1'), /高福来[\s\S]*优秀共产党员[\s\S]*公示中/)

  // The page that is hung up is the page that is kept.
  const posted = await download(d, () => d.id('post-page').click())
  await d.id('paper-0').waitFor()
  const kept = await download(d, () => d.id('paper-take-0').click())
  assert.ok(posted.bytes.equals(kept.bytes))

  // An objection, dated within the days, holds its own line.
  await d.id('object-3').click()
  await d.id('object-content').fill('没有参加评议')
  await d.id('object-person').fill('单慧敏')
  await d.id('object-date').fill('2026-02-05')
  await d.id('object-go').click()
  await d.id('object-wrong').waitFor()
  await d.id('object-date').fill('2026-01-07')
  await d.id('object-go').click()
  await told(d, 'done', /已登记异议/)
  await textOf(d.id('line-3'), /有异议，待处理/)

  // What is over ends by itself when the page is opened.
  await d.id('nav-today').click()
  await d.id('nav-notices').click()
  await told(d, 'done', /1 次公示期满/)
  await state(d, /已办结，1 件异议待处理/)
  await textOf(d.id('line-1'), /无异议/)
  await textOf(d.id('line-3'), /有异议，待处理/)
  const shown = await d.cz('show', 'awards', award.id)
  assert.match(JSON.stringify(shown), /2026-01-09/)

  // Whom it is about may not decide it.
  await d.id('reveal').click()
  await d.id('objections').filter({ hasText: '没有参加评议' }).filter({ hasText: '单慧敏' }).waitFor()
  await d.id('decide').click()
  await d.id('decide-2').click()
  await d.id('decide-answer').fill('确实没有参加')
  await d.id('decide-by').fill('解磊')
  await d.id('decide-go').click()
  await textOf(d.id('decide-wrong'), /被公示的人不能处理/)
  await d.id('decide-by').fill('欧阳立新')
  await d.id('decide-go').click()
  await textOf(d.id('line-3'), /不予通过/)
  await state(d, /^已办结$/)

  // A wrong one is taken down, with the reason; it stays listed.
  await d.id('new-notice').click()
  await d.id('open-kind-9').click()
  await d.id('open-title').fill('摊位安排公示')
  await d.id('open-lines').fill('宁强，东门，3号摊位')
  await textOf(d.id('open-read'), /读出 1 条/)
  await d.id('open-go').click()
  await told(d, 'done', /已开始公示/)
  await d.id('withdraw').click()
  await d.id('step-note').fill('摊位号写错')
  await d.id('step-go').click()
  await state(d, /已撤回/)
  await textOf(d.id('why-withdrawn'), /摊位号写错/)
  assert.equal((await d.cz('notices', 'list')).length, 2)
})
