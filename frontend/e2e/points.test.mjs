// From a rule to the printed board, through the page: a rule is changed and what that
// would do is seen first; a claim is reviewed by others, posted, and takes effect by
// itself; the score says why it is what it is. And what is done for many at once.
import assert from 'node:assert/strict'
import { flow } from './lib/flow.mjs'
import { agree, textOf, told, until } from './lib/page.mjs'

const add = async (d, name) => (await d.cz('add', 'party_members', `name=${name}`, 'joined=2001-07-01')).id

/** pick chooses from a box by what one types, with Enter. */
async function pick(d, box, typed) {
  await d.page.locator(`#${box}`).click()
  await d.page.locator(`#${box}`).fill(typed)
  await d.page.locator('.el-select-dropdown__item:visible').filter({ hasText: typed }).first().waitFor()
  await d.page.keyboard.press('Enter')
}

/** move takes the step that a button offers; fill answers its dialog. */
async function move(d, button, fill) {
  await d.id(button).click()
  await d.id('move-dialog').waitFor()
  for (const [name, value] of Object.entries(fill)) await d.id(name).fill(value)
  await d.id('move-go').click()
  await d.id('move-dialog').waitFor({ state: 'detached' })
}
const state = (d, words) => textOf(d.id('claim-state'), new RegExp(`^${words}$`))

flow('a rule is changed, a claim goes its whole way, and the board is printed', { book: 'new', timeout: 180_000 }, async (d) => {
  await add(d, '高福来')
  await add(d, '买买提·吐尔逊·阿卜杜拉')
  await d.id('nav-points').click()
  await d.id('points-board').waitFor()

  // The rule: what it would do is seen before it is kept.
  await d.go('/points/rules?year=2026')
  const points = d.page.locator('[data-testid="rule-J01"] [data-key="points"]')
  await points.fill('2')
  assert.ok(await d.id('save-rules').isDisabled())
  await d.id('what-if').click()
  await textOf(d.id('effects-line'), /2 名党员的分都不变/)
  await d.id('effects').filter({ hasText: '分值 1 → 2' }).waitFor()
  await d.id('save-rules').click()
  await told(d, 'done', /全年按新规则算/)
  // What people cannot mean is refused where it stands.
  await points.fill('两分')
  await d.id('what-if').click()
  await textOf(d.id('rules-wrong'), /规则 J01/)
  await d.id('drop').click()
  await agree(d, '放弃')
  assert.equal(await points.inputValue(), '2')

  // The claim, by the keyboard.
  await d.id('tab-claims').click()
  await d.id('empty-state').waitFor()
  await d.page.keyboard.press('n')
  await d.id('entry-dialog').waitFor()
  await pick(d, 'entry-member', '高福来')
  await pick(d, 'entry-rule', 'J01')
  await d.id('entry-quantity').fill('3')
  await d.id('entry-date').fill('2026-01-05')
  await d.id('entry-event').fill('清洁家园')
  await textOf(d.id('foresee'), /得 \+6\.0 分/)
  await d.page.keyboard.press('Control+Enter')
  await told(d, 'done', /已申报 JF-2026-/)

  // Whoever wrote it down may not judge it; nor the member. That is said before it is tried.
  await d.id('row-0').click()
  await state(d, '已申报')
  await d.id('why-3').filter({ hasText: '谁登记的申报' }).waitFor()
  await d.id('do-3').click()
  await textOf(d.id('refused'), /谁登记的申报，不能由谁审核/)
  assert.ok(await d.id('move-go').isDisabled())
  await d.id('move-by').fill('高福来')
  await textOf(d.id('refused'), /不能办理自己的积分/)
  await d.id('move-cancel').click()
  await move(d, 'do-3', { 'move-by': '单慧敏', 'move-date': '2026-01-06' })
  await state(d, '小组初审')
  // A step back in time is refused at its place.
  await d.id('do-4').click()
  await d.id('move-by').fill('欧阳立新')
  await d.id('move-date').fill('2026-01-05')
  await d.id('move-go').click()
  await textOf(d.id('move-wrong'), /早于上一步/)
  await d.id('move-date').fill('2026-01-07')
  await d.id('move-go').click()
  await state(d, '支部审核')

  // The notice, with its working days; it takes effect by itself once they are over.
  await d.id('do-post').click()
  await d.id('post-from').fill('2026-01-08')
  await textOf(d.id('post-until'), /2026-01-15/)
  await d.id('post-days').fill('3')
  await textOf(d.id('post-until'), /2026-01-15/)
  await d.id('post-days').fill('')
  await d.id('post-phone').fill('027-80000001')
  await d.id('post-go').click()
  await told(d, 'done', /已开始公示 GS-2026-/)
  await textOf(d.id('notice-state'), /公示期满/)
  await d.id('nav-today').click()
  await d.id('nav-points').click()
  await told(d, 'done', /公示期满，没有异议的已经生效/)

  // The board, and why.
  await d.go('/points?year=2026')
  await textOf(d.page.locator('#row-0 [data-testid="cell-total"]'), /^66\.0$/)
  await textOf(d.page.locator('#row-1 [data-testid="cell-place"]'), /^2$/)
  await d.page.locator('#row-0 [data-testid="cell-total"]').click()
  await textOf(d.id('slip-total'), /^66\.0 ★/)
  await textOf(d.id('slip-sum'), /60\.0 \+ 6\.0 \+ 0\.0 − 0\.0 = 66\.0/)
  await d.id('slip-J').filter({ hasText: '小组初审 单慧敏，支部审核 欧阳立新' }).waitFor()

  // What the next change would do to it.
  await d.go('/points/rules?year=2026')
  await points.fill('1')
  await d.id('what-if').click()
  await textOf(d.id('effects-line'), /1 人的分会变：升 0 人，降 1 人/)
  await textOf(d.id('effect-0'), /高福来[\s\S]*66\.0[\s\S]*63\.0/)
  await d.id('drop').click()
  await agree(d, '放弃')

  // On paper: for the person, and for the wall.
  await d.go('/points?year=2026')
  await d.id('row-0').click()
  await d.id('print-slip').click()
  await textOf(d.id('page-note'), /^个人积分单/)
  await d.id('page-canvas').waitFor()
  await d.go('/points?year=2026')
  await d.id('print').click()
  await d.id('print-points_stars').click()
  await textOf(d.id('page-note'), /^党员星级榜/)
  await d.id('page-canvas').waitFor()
})

flow('many are written down at once, an objection is upheld, a mistake is voided', { book: 'new', timeout: 180_000 }, async (d) => {
  const members = []
  for (const name of ['高福来', '宁强', '解磊']) members.push(await add(d, name))
  await d.go('/points/claims?year=2026')
  await d.id('empty-state').waitFor()
  await d.page.keyboard.press('b')
  await d.id('points-bulk').waitFor()
  await pick(d, 'bulk-rule', 'J13')
  await d.id('bulk-date').fill('2026-02-02')
  await d.id('bulk-event').fill('小区议事会')
  await d.id('bulk-names').fill('序号\t姓 名\n1\t高 福来\n2\t宁强\n3\t解磊\n4\t没这个人')
  await d.id('bulk-read').click()
  // Who is nobody is named; nothing is saved before that is settled.
  await d.id('unclear-没这个人').waitFor()
  assert.ok(await d.id('bulk-save').isDisabled())
  await d.id('unclear-没这个人').getByText('不记').click()
  await textOf(d.id('person-2'), /\+1\.0/)
  await d.page.keyboard.press('Control+s')
  const done = await told(d, 'done', /已登记 3 条申报/)
  await done.getByText('撤销').click()
  await told(d, 'done', /已撤销/)
  await d.id('empty-state').waitFor()
  await d.page.keyboard.press('b')
  await pick(d, 'bulk-rule', 'J13')
  await d.id('bulk-date').fill('2026-02-02')
  await d.id('bulk-event').fill('小区议事会')
  await d.id('bulk-names').fill('高福来、宁强、解磊')
  await d.id('bulk-read').click()
  await textOf(d.id('person-2'), /\+1\.0/)
  await d.page.keyboard.press('Control+s')
  await told(d, 'done', /已登记 3 条申报/)

  // A whole column is reviewed in one step; one of them is the reviewer's own.
  await d.id('row-2').waitFor()
  await d.id('check-all').click()
  await d.id('many-3').click()
  await d.id('move-by').fill('宁强')
  await textOf(d.id('refused'), /1 条不行.*不能办理自己的积分/)
  await d.id('move-by').fill('单慧敏')
  await until('nobody refused', () => d.id('refused').count(), (n) => n === 0)
  await d.id('move-date').fill('2026-02-03')
  await d.id('move-go').click()
  await told(d, 'done', /3 条小组初审通过/)
  await d.id('check-all').click()
  await d.id('many-4').click()
  await d.id('move-by').fill('欧阳立新')
  await d.id('move-date').fill('2026-02-04')
  await d.id('move-go').click()
  await told(d, 'done', /3 条支部审核通过/)

  await d.go('/points/notices?do=post')
  await d.id('post-from').fill('2026-02-05')
  await d.id('post-go').click()
  await told(d, 'done', /3 条/)
  // An objection stops its claim; the others come into effect.
  await d.id('act-8').first().click()
  await d.id('move-reason').fill('没有看到他参加')
  await d.id('move-date').fill('2026-02-06')
  await d.id('move-go').click()
  await d.id('objections').waitFor()
  assert.ok(!(await d.id('objections').innerText()).includes('没有看到他参加'), 'what an objection says is shown only when asked for')
  await d.id('reveal').click()
  await d.id('objections').filter({ hasText: '没有看到他参加' }).waitFor()
  await d.id('end-notice').click()
  await agree(d, '办结')
  await told(d, 'done', /2 条生效/)
  await move(d, 'act-9', { 'move-by': '单慧敏', 'move-date': '2026-02-09' })
  await move(d, 'act-10', { 'move-by': '单慧敏', 'move-reason': '签到表属实', 'move-date': '2026-02-10' })
  await move(d, 'act-6', { 'move-by': '单慧敏' })
  await until('all three in effect', () => Promise.all(members.map(async (m) => (await d.cz('points', 'balance', '--member', m, '--year', '2026')).total)), (t) => t.every((x) => x === 61))

  // A mistake: the entry stays written down, the score forgets it.
  await d.go('/points?year=2026')
  await textOf(d.page.locator('#row-0 [data-testid="cell-total"]'), /^61\.0$/)
  await d.id('row-0').click()
  await textOf(d.id('slip-total'), /^61\.0/)
  await d.id('void').click()
  await d.id('move-reason').fill('重复登记')
  await d.id('move-by').fill('单慧敏')
  await d.id('move-go').click()
  await textOf(d.id('slip-total'), /^60\.0/)
  await d.id('slip-ended').filter({ hasText: '作废' }).waitFor()

  // 免评 is a word, never nought; the year is closed and opened again.
  await d.id('exempt').click()
  await d.id('exempt-reason').fill('年满七十周岁')
  await d.id('exempt-go').click()
  await textOf(d.id('slip-total'), /^免评$/)
  await d.go('/points/year?year=2026')
  await d.id('close-year').click()
  await d.id('year-go').click()
  await textOf(d.id('year-closed'), /已封账/)
  await d.id('no-drift').waitFor()
  await d.id('reopen').click()
  assert.ok(await d.id('year-go').isDisabled())
  await d.id('year-words').fill('补记一条')
  await d.id('year-go').click()
  await d.id('close-year').waitFor()
  await d.id('suggest').click()
  await d.id('suggestions').waitFor()
})
