// Organizational life through the page: a meeting from the year's table to its roll and
// back, the dues of a month, and the hours that follow from who came.
import assert from 'node:assert/strict'
import { flow } from './lib/flow.mjs'
import { fill, textOf, told, until } from './lib/page.mjs'

const now = new Date()
const year = now.getFullYear()
const month = `${year}-${String(now.getMonth() + 1).padStart(2, '0')}`
const today = `${month}-${String(now.getDate()).padStart(2, '0')}`

const monthBack = (n) => {
  const at = new Date(year, now.getMonth() - n, 1)
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}`
}
const before = monthBack(1)
const earlier = monthBack(2)

/** branchOf makes a branch with its members: names, or [name, …fields]. */
async function branchOf(d, people) {
  const branch = (await d.cz('add', 'organizations', 'name=重华里小区党支部', 'type=党支部')).id
  const ids = {}
  for (const p of people) {
    const [name, ...fields] = [p].flat()
    ids[name] = (await d.cz('add', 'party_members', `name=${name}`, `branch=${branch}`, ...(fields.some((f) => f.startsWith('category')) ? [] : ['category=正式党员']), ...fields)).id
  }
  return { branch, ids }
}
const row = (d, id) => d.id(`roll-${id}`)
const stateOf = (d, id) => row(d, id).getAttribute('data-state')
const marks = async (d) => (await d.cz('list', 'attendances', '--limit', '500')).rows
const focused = (d) => d.page.evaluate(() => document.activeElement?.getAttribute('data-testid'))

flow('a party day: from the empty cell to a new meeting, its roll by keys, undone and done again, green in the year', { book: 'new', timeout: 150_000 }, async (d) => {
  const { branch, ids } = await branchOf(d, ['曾志远', '单慧敏', '翟晓燕', '李建国', ['罗秀英', 'category=预备党员']])
  await d.id('nav-life').click()
  await d.id('board-sums').waitFor()
  assert.equal(await d.id('organization').inputValue(), branch)
  const cell = d.id(`cell-05-${month}`)
  assert.equal(await cell.getAttribute('data-state'), 'due')
  await cell.locator('a').click()

  // The form knows which, who and when.
  await d.id('save').waitFor()
  await until('the date', () => d.page.locator('#f-date').inputValue(), (t) => t === today)
  await fill(d, 'title', '学习党章')
  await fill(d, 'hours', '2')
  await d.id('save').click()

  // The roll opens by itself; one key a member.
  await d.id('roll-list').waitFor()
  await textOf(d.id('roll-counts'), /应到 5/)
  await d.id('roll-list').focus()
  await d.page.keyboard.press('1')
  await d.page.keyboard.press('ArrowDown')
  await d.page.keyboard.press('2')
  const order = await d.page.locator('[data-testid^="roll-"][data-state]').evaluateAll((list) => list.map((e) => e.getAttribute('data-state')))
  assert.deepEqual(order, ['1', '', '2', '', ''])
  await d.page.keyboard.press('Home')
  await d.page.keyboard.press('0')
  await d.page.keyboard.press('End')
  await d.page.keyboard.press('ArrowUp')
  await d.page.keyboard.press('ArrowUp')
  await d.page.keyboard.press('0') // the late one again

  // A letter goes into the box; initials and a digit mark whoever is meant.
  await d.page.keyboard.type('ljg')
  assert.equal(await focused(d), 'roll-find')
  await until('one who is found', () => d.page.locator('[data-testid^="roll-"][data-state]').count(), (n) => n === 1)
  await d.page.keyboard.press('4')
  await textOf(d.id('roll-said'), /李建国：请假/)
  assert.equal(await d.id('roll-find').inputValue(), '')
  assert.equal(await stateOf(d, ids['李建国']), '4')
  await row(d, ids['李建国']).getByTestId('reason').fill('出差')
  await row(d, ids['翟晓燕']).getByTestId('mark-5').click()
  // Two of four with a vote are no majority yet.
  await row(d, ids['曾志远']).getByTestId('mark-1').click()
  await row(d, ids['罗秀英']).getByTestId('mark-1').click()
  await textOf(d.id('quorum'), /表决权 1 \/ 4，未过半/)
  await d.id('only-open').click()
  await until('who is left', () => d.page.locator('[data-testid^="roll-"][data-state]').count(), (n) => n === 1)
  await d.id('rest').click()
  await d.id('only-open').click()
  await textOf(d.id('quorum'), /表决权 2 \/ 4，未过半/)
  await row(d, ids['翟晓燕']).getByTestId('mark-2').click()
  await textOf(d.id('quorum'), /表决权 3 \/ 4，过半/)
  await textOf(d.id('roll-counts'), /应到 5\s*实到 4\s*迟到 1\s*请假 1$/)

  // Nothing is lost by walking away.
  await d.id('nav-today').click()
  await d.id('ask-no').click()
  await d.id('roll-save').click()
  await told(d, 'done', /考勤已保存：应到 5 人，实到 4 人/)
  await textOf(d.id('roll-told'), /李建国（出差）/)
  assert.equal((await marks(d)).length, 5)
  await d.id('notice-action').click()
  await told(d, 'done', /已撤销/)
  await until('no marks', () => marks(d), (list) => list.length === 0)
  if ((await d.id('roll-list').count()) === 0) await d.id('roll-open').click()
  await d.id('rest').click()
  await row(d, ids['李建国']).getByTestId('mark-5').click()
  await d.page.keyboard.press('Control+Enter')
  await told(d, 'done', /实到 4 人/)
  await d.id('to-proposals').click()
  await d.id('points-proposals').waitFor()

  // The year knows it, and leads back to it.
  await d.go('/life')
  await until('the cell is held', () => d.id(`cell-05-${month}`).getAttribute('data-state'), (s) => s === 'held')
  await textOf(d.id(`cell-05-${month}`), new RegExp(`^${now.getDate()}日$`))
  await d.id(`cell-05-${month}`).locator('a').click()
  await textOf(d.id('roll-told'), /缺席\s*李建国/)
  await d.id('roll-open').click()
  await row(d, ids['李建国']).getByTestId('mark-5').click() // a second click takes the mark away
  assert.equal(await stateOf(d, ids['李建国']), '')
  await d.id('roll-save').click()
  await until('four marks', () => marks(d), (list) => list.length === 4)

  // Hours follow from who came.
  await d.go('/life/hours')
  const hours = (name) => d.id(`learner-${ids[name]}`).getByTestId('total').innerText()
  await d.id(`learner-${ids['曾志远']}`).waitFor()
  assert.deepEqual([await hours('曾志远'), await hours('李建国')], ['2', '0'])
  await textOf(d.id('hours-sums'), /0 \/ 5 人/)
  await d.id('find').fill('zzy')
  await until('one who is found', () => d.page.locator('[data-testid^="learner-"]').count(), (n) => n === 1)
  await d.id('find').fill('')
  await d.id('sort-total').click()
  await until('the most first', () => d.page.locator('[data-testid^="learner-"] [data-testid="total"]').allInnerTexts(), (t) => t[0] === '2' && t.at(-1) === '0')
})

flow('volunteer service: everybody his own hours; nobody votes', { book: 'new', timeout: 90_000 }, async (d) => {
  const { branch, ids } = await branchOf(d, ['曾志远', '单慧敏'])
  const { id } = await d.cz('add', 'meetings', 'kind=志愿服务', `organization=${branch}`, `date=${today}`, 'title=清洁家园', 'hours=2')
  await d.go(`/ledger/meetings/${id}`)
  await d.id('roll-list').waitFor()
  await d.id('rest').click()
  assert.equal(await d.id('quorum').count(), 0)
  const hours = row(d, ids['单慧敏']).getByTestId('hours')
  assert.equal(await hours.getAttribute('placeholder'), '2')
  await hours.fill('一会儿')
  await d.id('roll-save').click()
  await d.id('roll-wrong').waitFor()
  assert.equal((await marks(d)).length, 0)
  await hours.fill('3.5')
  await d.id('roll-save').click()
  await told(d, 'done', /实到 2 人/)
  const saved = await marks(d)
  assert.deepEqual(saved.map((m) => m.hours ?? '').sort(), ['', '3.5'])
  await d.id('to-proposals').waitFor()
})

flow('the dues of a month: a base is missing, one is waived, all others pay in one click; who is behind is named', { book: 'new', timeout: 120_000 }, async (d) => {
  const { branch, ids } = await branchOf(d, ['曾志远', '单慧敏', '翟晓燕', '李建国'])
  await d.cz('add', 'dues_bases', `member=${ids['曾志远']}`, `year=${year}`, 'payer=在职工资', 'base=2860')
  await d.cz('add', 'dues_bases', `member=${ids['单慧敏']}`, `year=${year}`, 'payer=离退休', 'base=7000')
  await d.cz('add', 'dues_bases', `member=${ids['翟晓燕']}`, `year=${year}`, 'payer=离退休', 'base=3200')
  await d.go(`/life/dues?org=${branch}&month=${month}`)
  const line = (name) => d.id(`payer-${ids[name]}`)
  await line('曾志远').filter({ hasText: '14.30' }).waitFor()
  await line('单慧敏').filter({ hasText: '70.00' }).waitFor()
  await textOf(d.id('unknown'), /1 人不知道应交多少/)

  await line('翟晓燕').getByTestId('waive').click()
  await d.id('save').click()
  await told(d, 'warn', /减免的原因没有写/)
  await line('翟晓燕').getByTestId('waive-reason').fill('住院')
  await d.id('day').fill(`${month}-01`)
  await d.id('all-paid').click()
  await textOf(d.id('dues-sums'), /应交 84\.30 元\s*实交 84\.30 元\s*已交 2 \/ 3 人，减免 1 人/)
  // Nothing is written before 保存, and walking away asks.
  assert.equal((await d.cz('list', 'dues')).rows.length, 0)
  await d.id('month-before').click()
  await d.id('ask-no').click()
  assert.equal(await d.id('month').inputValue(), month)
  await d.id('save').click()
  await told(d, 'done', /已保存 3 人的党费/)
  assert.equal((await d.cz('list', 'dues')).rows.length, 3)

  // One tick is taken away again, and by the undo comes back.
  await line('单慧敏').getByTestId('tick').click()
  await d.id('save').click()
  await told(d, 'done', /已保存 1 人的党费/)
  await textOf(d.id('dues-sums'), /已交 1 \/ 3 人/)
  await d.id('notice-action').click()
  await textOf(d.id('dues-sums'), /已交 2 \/ 3 人/)

  // Who has no base gets one without leaving the sheet; what was ticked stands.
  await line('曾志远').getByTestId('tick').click()
  await line('李建国').getByTestId('fill-base').click()
  await d.id('base-payer').selectOption('2')
  await d.id('base-base').fill('很多')
  await d.id('base-save').click()
  await d.id('base-wrong').waitFor()
  await d.id('base-base').fill('5000.01')
  await d.id('base-save').click()
  await line('李建国').filter({ hasText: '50.00' }).waitFor()
  assert.equal(await d.id('unknown').count(), 0)
  await textOf(d.id('dues-sums'), /已交 1 \/ 3 人/)
  await d.id('forget').click()
  await textOf(d.id('dues-sums'), /已交 2 \/ 3 人/)

  await d.id('print-dues_list').click()
  await textOf(d.id('page-note'), /党费收缴表/)
  await until('a page', () => textOf(d.id('page-count'), /^\d+$/), (n) => Number(n) >= 1)

  // The month before that nobody paid for; then it is known who is behind.
  await d.cz('add', 'dues', `member=${ids['曾志远']}`, `month=${earlier}`, 'amount=14.30', 'paid=14.30', `paid_on=${earlier}-20`)
  await d.go(`/life/dues?org=${branch}&month=${before}`)
  await until('the month before', () => d.id('month').inputValue(), (m) => m === before)
  await textOf(d.id('dues-sums'), /已交 0/)
  await d.go(`/life/dues?org=${branch}&month=${month}`)
  await textOf(line('曾志远').getByTestId('behind'), /连续 1 个月没交/)
  await d.id('only-behind').click()
  await line('单慧敏').getByTestId('behind').waitFor()
})

for (const [width, height] of [[1093, 614], [911, 512]]) {
  flow(`nothing is cut at ${width} × ${height}`, { book: 'demo', viewport: { width, height }, timeout: 120_000 }, async (d) => {
    const branch = (await d.cz('list', 'organizations', '--where', 'type=党支部', '--limit', '1')).rows[0].id
    const { id } = await d.cz('add', 'meetings', 'kind=主题党日', `organization=${branch}`, `date=${today}`, 'title=学习党章')
    for (const [path, sign] of [[`/life?org=${branch}`, 'board-sums'], [`/life/dues?org=${branch}`, 'dues-sums'], ['/life/dues?org=all', 'dues-sums'], [`/life/hours?org=${branch}`, 'hours-sums'], [`/ledger/meetings/${id}`, 'roll-list']]) {
      await d.go(path)
      await d.id(sign).waitFor()
      const cut = await d.page.evaluate(() => {
        const scrolls = (e) => { for (let p = e.parentElement; p; p = p.parentElement) if (/(auto|scroll)/.test(getComputedStyle(p).overflowX + getComputedStyle(p).overflowY)) return true; return false }
        const out = document.scrollingElement.scrollWidth > window.innerWidth ? ['the page is too wide'] : []
        for (const b of document.querySelectorAll('.main button, .main a, .main select, .main .chip, .rail a')) {
          const r = b.getBoundingClientRect()
          if (r.width && !scrolls(b) && (r.right > window.innerWidth + 1 || r.bottom > window.innerHeight + 1 || r.left < -1 || r.top < -1)) out.push(b.textContent.trim())
          if (r.width && !b.matches('.cut, select') && getComputedStyle(b).overflowX !== 'visible' && b.scrollWidth > b.clientWidth + 1) out.push(`${b.textContent.trim()} is cut`)
        }
        const main = document.querySelector('.main')
        if (main.scrollWidth > main.clientWidth + 1) out.push('the main part is too wide')
        return out
      })
      assert.deepEqual(cut, [], path)
    }
    // What saves the roll is in sight together with the first names.
    const save = await d.id('roll-save').boundingBox()
    assert.ok(save && save.y + save.height <= height, 'the button below the roll is out of sight')
  })
}
