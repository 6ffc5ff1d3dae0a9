// Care through the page: a wish from its collection to the wall, a dispute to its end,
// and the rounds to the estates with what people asked there.
import assert from 'node:assert/strict'
import { flow } from './lib/flow.mjs'
import { agree, fill, textOf, told, until } from './lib/page.mjs'

/** does takes one step of the record that is shown; answers fill the dialog. */
async function does(d, step, answers = {}) {
  await d.id(`do-${step}`).click()
  await d.id('step-dialog').waitFor()
  for (const [name, value] of Object.entries(answers)) {
    if (value === true) await d.id(`step-${name}`).click()
    else await d.id(`step-${name}`).fill(value)
  }
  await d.id('step-go').click()
  await d.id('step-dialog').waitFor({ state: 'detached' })
}
const shows = (d, words) => textOf(d.page.locator('[data-testid="stages"] [aria-current="step"]'), new RegExp(words))
const record = (d, register, id) => d.cz('show', register, id)

flow('a wish: collected, claimed from the ledger, given back, claimed, late, fulfilled, printed for the wall', { book: 'new', timeout: 150_000 }, async (d) => {
  const member = (await d.cz('add', 'party_members', 'name=李建国', 'sex=男', 'birth=1966-03-16')).id
  await d.go('/ledger/wishes/new')
  await fill(d, 'wish', '一副老花镜')
  await fill(d, 'wisher', '罗秀英')
  await fill(d, 'date', '2026-01-05')
  await d.id('save').click()
  await d.id('wish-course').waitFor()
  await shows(d, '待认领')
  const [{ id }] = (await d.cz('list', 'wishes')).rows
  // Nobody can fulfil what nobody has claimed.
  assert.equal(await d.id('do-3').count(), 0)
  await d.cz('add', 'wishes', 'wish=一台收音机', 'wisher=罗秀英', 'date=2026-01-06')

  // Claimed from the ledger: two at once, by one party group.
  await d.go('/ledger/wishes')
  await d.id('claim-wishes').click()
  await d.id('open-wishes').waitFor()
  assert.equal(await d.id('open-wishes').getByText('罗秀英').count(), 0)
  await d.id('open-0').check()
  await d.id('open-1').check()
  assert.ok(await d.id('claim-go').isDisabled())
  await d.id('claim-by').fill('重华里小区党支部')
  await d.id('claim-planned').fill('2026-01-01')
  await d.id('claim-date').fill('2026-01-07')
  await d.id('claim-go').click()
  await d.id('claim-wrong').filter({ hasText: '不能早于认领日期' }).waitFor()
  await d.id('claim-planned').fill('2026-02-07')
  await d.id('claim-go').click()
  await told(d, 'done', /已认领 2 个心愿/)
  await d.page.locator('[data-testid="cell-state"]').filter({ hasText: '已认领' }).nth(1).waitFor()

  // Late; who claimed it withdraws; a member claims it.
  await d.go(`/ledger/wishes/${id}`)
  await shows(d, '已认领')
  await textOf(d.id('light'), /逾期/)
  assert.equal((await d.id('field-state').innerText()).trim(), '已认领')
  await d.id('do-1').click()
  await d.id('step-dialog').waitFor()
  assert.ok(await d.id('step-go').isDisabled())
  await d.id('step-note').fill('人手不够')
  await d.id('step-go').click()
  await d.id('step-dialog').waitFor({ state: 'detached' })
  await shows(d, '待认领')
  await d.id('course').filter({ hasText: '人手不够' }).waitFor()
  await d.id('do-2').click()
  await d.page.locator('#step-member').fill('李建国')
  await d.page.locator('.el-select-dropdown__item:visible').filter({ hasText: '李建国' }).first().click()
  await d.id('step-go').click()
  await d.id('step-dialog').waitFor({ state: 'detached' })
  await shows(d, '已认领')
  const wish = (await record(d, 'wishes', id)).values
  assert.equal(wish.claimed_by, '李建国')
  assert.equal(wish.claimer, member)

  await does(d, '3', { note: '已配好送到家，度数合适' })
  await d.id('over').filter({ hasText: '已经完成' }).waitFor()
  // On the wall: what was wished, never by whom; the tests of the documents read the page itself.
  await d.go('/ledger/wishes')
  await d.id('print').click()
  await d.id('print-wish_cards').click()
  await textOf(d.id('page-note'), /微心愿/)
  await until('a page', () => textOf(d.id('page-count'), /^\d+$/), (n) => Number(n) >= 1)
  await d.page.getByText('心愿人一律写“某居民”').first().waitFor()
})

flow('a dispute: sessions, an agreement that is not kept, asked again, closed; counted against the goal', { book: 'new', timeout: 120_000 }, async (d) => {
  const { id } = await d.cz('mediations', 'add', 'date=2026-01-05', 'kind=05', 'parties=王某、李某', 'mediator=单慧敏')
  await d.go('/ledger/mediations')
  await textOf(d.id('mediation-year'), /\d+ \/ 30 起/)
  await d.go(`/ledger/mediations/${id}`)
  await d.id('mediation-course').waitFor()
  await shows(d, '正在调解')
  await does(d, 'session', { note: '双方到场，各说各的' })
  // What was said is not on the screen until somebody asks.
  await d.id('show-notes').waitFor()
  assert.equal(await d.page.getByText('各说各的').count(), 0)
  await d.id('show-notes').click()
  await d.id('course').filter({ hasText: '各说各的' }).waitFor()

  await d.id('do-11').click()
  assert.ok(await d.id('step-go').isDisabled())
  await d.id('step-agreement').fill('22点以后不拖动家具')
  await d.id('step-written').click()
  await d.id('step-go').click()
  await d.id('step-dialog').waitFor({ state: 'detached' })
  await shows(d, '调解成功')
  await textOf(d.id('light'), /回访：/)
  assert.ok(await d.id('do-13').isDisabled())
  await d.id('barred').filter({ hasText: '还没有回访' }).waitFor()

  // Not kept: why has to be said; then the other ways are open.
  await d.id('do-20').click()
  await d.id('step-unkept').click()
  await d.id('step-go').click()
  await d.id('step-wrong').filter({ hasText: '还没有履行' }).waitFor()
  await d.id('step-note').fill('又响了两晚')
  await d.id('step-go').click()
  await d.id('step-dialog').waitFor({ state: 'detached' })
  await until('the court is open', () => d.id('do-13').isEnabled(), Boolean)
  await does(d, '20', { kept: true })
  await d.id('over').filter({ hasText: '已经办完' }).waitFor()
  const m = (await record(d, 'mediations', id)).values
  assert.deepEqual([m.result, m.written, m.fulfilled], ['1', '1', '1'])
  assert.ok(m.closed && m.returned)
})

flow('rounds: a year planned in a table, questions in one go, one overdue under 今日, answered; one becomes an appeal', { book: 'new', timeout: 150_000 }, async (d) => {
  for (const name of ['古楼里', '城墙根宿舍', '砖瓦巷小区']) await d.cz('add', 'estates', `name=${name}`)
  const party = (await d.cz('add', 'organizations', 'name=仁寿门社区党委', 'type=党委')).id
  for (const [person, post] of [['曾志远', '书记'], ['单慧敏', '副书记'], ['翟晓燕', '组织委员']]) await d.cz('add', 'posts', `person=${person}`, `organization=${party}`, `post=${post}`)
  const year = Number((await d.cz('rotations', 'plan')).year)

  await d.go('/ledger/rotations')
  await d.id('plan-rounds').click()
  await d.id('plan-table').waitFor()
  await d.id('plan-year').selectOption(String(year + 1))
  await d.id('plan-11').waitFor()
  const first = await d.id('plan-estate-0').locator('option:checked').innerText()
  assert.equal(first, await d.id('plan-estate-3').locator('option:checked').innerText()) // three estates, in turn
  await d.id('plan-place-0').fill('门前广场')
  await d.id('plan-hosts-0').fill('翟晓燕')
  await d.id('plan-date-1').fill('二月的一天')
  await d.id('plan-drop-11').click()
  await d.id('plan-write').click()
  await d.id('plan-wrong').filter({ hasText: `${year + 1}-02` }).waitFor()
  await d.id('plan-date-1').fill(`${year + 1}.2.18`)
  await d.id('plan-write').click()
  await told(d, 'done', /已安排 11 次/)
  await d.page.locator('[data-testid="row-10"][data-id]').waitFor()
  const planned = (await d.cz('list', 'rotations', '--sort', 'month')).rows
  assert.equal(planned.length, 11)
  assert.deepEqual([planned[0].hosts, planned[0].place, planned[1].date], ['翟晓燕', '门前广场', `${year + 1}-02-18`])

  // A visit that was planned in January of this year, and what people asked there.
  const estate = (await d.cz('list', 'estates')).rows[0].id
  const { id } = await d.cz('add', 'rotations', `month=${year}-01`, `estate=${estate}`, `date=${year}-01-08`, 'hosts=曾志远、单慧敏', 'place=门前广场')
  await d.go(`/ledger/rotations/${id}`)
  await d.id('ask').click()
  await d.id('ask-table').waitFor()
  await until('the focus on the first question', () => d.page.evaluate(() => document.activeElement?.getAttribute('data-testid')), (t) => t === 'ask-question')
  await d.page.keyboard.type('公交卡怎么办')
  await d.page.keyboard.press('Enter')
  await d.page.keyboard.type('路灯什么时候修')
  await d.page.keyboard.press('Enter')
  await d.page.keyboard.type('充电棚建在哪里')
  await d.id('ask-people').fill('23')
  for (const i of [1, 2]) await d.id('ask-later').nth(i).click()
  await d.id('ask-by').nth(1).fill('单慧敏')
  await d.id('ask-due').nth(0).fill(`${year}-01-12`)
  await d.id('ask-kind').nth(2).selectOption({ label: '物业' })
  await d.page.keyboard.press('Control+Enter')
  // The one answered on the spot lacks its answer, and nothing is lost.
  await d.id('ask-row-wrong').filter({ hasText: '要写答复内容' }).waitFor()
  await d.id('ask-cancel').click()
  await d.id('ask-no').click()
  await d.id('ask-answer').first().fill('带身份证到大厅')
  await d.id('ask-save').click()
  await told(d, 'done', /已记 3 条，这次改为已开展/)
  await d.id('asked-2').waitFor()
  const visit = (await record(d, 'rotations', id)).values
  assert.deepEqual([visit.state, visit.people], ['2', '23'])
  await textOf(d.id('asked-tag-0'), /当场答复/)
  await textOf(d.id('asked-tag-1'), /逾期/)

  // It is chased under 今日, and from there answered.
  await d.id('nav-today').click()
  await d.page.getByText('路灯什么时候修').first().click()
  await d.id('question-part').waitFor()
  await textOf(d.id('question-tag'), /逾期/)
  await d.id('do-answer').click()
  await d.id('step-note').fill('已报修，三天内修好')
  await d.id('step-go').click()
  await told(d, 'done', /已答复/)
  await textOf(d.id('question-tag'), /答复/)
  await d.id('nav-today').click()
  await until('it is chased no more', () => d.page.getByText('路灯什么时候修').count(), (n) => n === 0)

  // The third becomes an appeal; both lead to one another.
  await d.go(`/ledger/rotations/${id}`)
  await d.id('appeal-2').click()
  await agree(d, '转为诉求')
  await told(d, 'done', /已转为诉求/)
  await d.id('matter-2').click()
  await d.id('matter-course').waitFor()
  const [matter] = (await d.cz('list', 'matters')).rows
  assert.deepEqual([matter.title, matter.source, matter.kind, matter.estate], ['充电棚建在哪里', '3', '01', estate])
  await d.id('related-questions').getByText('充电棚建在哪里').first().click()
  await d.id('question-part').filter({ hasText: '已转诉求' }).waitFor()
})
