// Rows of a file that only seem to be there: they wait for a person, one word does
// for all, and what the steps of an appeal decide is kept. The holiday table: asked
// for, imported, and gone from 今日.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { flow } from './lib/flow.mjs'
import { column, giveFile, textOf, until } from './lib/page.mjs'
import { workFolder } from './lib/program.mjs'

function keep(name, content) {
  const file = join(workFolder(), name)
  writeFileSync(file, content)
  return file
}

/** toCheck takes a file as far as the check, with what the program guesses. */
async function toCheck(d, register, file) {
  await d.go(`/intake?register=${register}`)
  await giveFile(d, d.id('choose-file'), file)
  await d.id('header-words').waitFor()
  await d.id('next').click()
  await d.id('column-0').waitFor()
  await d.id('next').click()
  await d.id('count-create').waitFor()
}
const see = async (d, name) => {
  if (process.env.E2E_LOOK) await d.page.screenshot({ path: join(process.env.E2E_LOOK, `${name}.png`) })
}

flow('a row that only seems to be there is left out until a person says', { book: 'new' }, async (d) => {
  await d.cz('add', 'party_members', 'name=王芳', 'birth=1975-03-16')
  await d.cz('add', 'party_members', 'name=李强', 'birth=1960-01-01')
  await d.cz('add', 'party_members', 'name=赵敏', 'birth=1970-01-01', 'mobile=13800000003')
  const csv = '姓名,出生日期,手机,特长\n王芳,1975-03-16,,书法\n李强,1960-01-01,,象棋\n赵敏,1970-01-01,13800000003,合唱\n周文,1985-02-28,,\n'
  await toCheck(d, 'party_members', keep('花名册.csv', csv))
  // What needs a person is in front; who agrees in two points is taken for the same and said.
  await textOf(d.id('undecided'), /2 行等您决定/)
  await see(d, 'undecided')
  await textOf(d.id('count-create'), /^1/)
  await textOf(d.id('count-update'), /^1/)
  await textOf(d.id('intake'), /2 行还没有决定，这次不会导入/)
  await d.id('count-twins').click()
  await textOf(d.id('preset'), /1 行两处依据对得上/)
  await textOf(d.id('twin-4'), /赵敏[\s\S]*多半是[\s\S]*姓名和出生日期相同，姓名和手机相同/)
  await see(d, 'twins')

  // One by hand, the other by the word for all.
  await d.id('count-undecided').click()
  await d.id('twin-2-add').click()
  await until('one to be left', () => d.id('undecided').innerText(), (t) => /1 行等您决定/.test(t))
  await d.id('suspected-fill').click()
  await until('two to be updated', async () => [await d.id('count-update').innerText(), await d.id('next').isEnabled()], ([t, on]) => /^2/.test(t) && on)
  await textOf(d.id('count-undecided'), /^0/)
  await see(d, 'decided')
  await d.id('next').click()
  await textOf(d.id('result-新增'), /^2$/)
  await textOf(d.id('result-更新'), /^2$/)
  assert.equal((await d.cz('list', 'party_members')).rows.length, 5)
})

flow('undecided rows can be downloaded with the reason, and nothing is made twice', { book: 'new' }, async (d) => {
  await d.cz('add', 'party_members', 'name=王芳', 'birth=1975-03-16')
  await toCheck(d, 'party_members', keep('两个人.csv', '姓名,出生日期,特长\n王芳,1975-03-16,书法\n周文,1985-02-28,\n'))
  await d.id('next').click()
  await textOf(d.id('result-没有决定'), /^1$/)
  await textOf(d.id('refused'), /下载没有导入的 1 行/)
  await see(d, 'result')
  await d.id('open-ledger').click()
  assert.deepEqual((await until('the rows', () => column(d, 'name'), (l) => l.length === 2)).sort(), ['周文', '王芳'].sort())
})

flow('an import leaves the state of an appeal alone and says so', { book: 'new' }, async (d) => {
  const { id } = await d.cz('add', 'matters', 'title=楼道灯不亮', 'accepted=2026-11-02', 'owner=何梅')
  const { no } = (await d.cz('show', 'matters', id)).values
  await toCheck(d, 'matters', keep('诉求.csv', `诉求编号,诉求事项,办理状态,希望结果\n${no},楼道灯不亮,社区协调,换灯\n`))
  await textOf(d.id('kept'), /1 行的办理状态、期限等/)
  await d.id('count-twins').click()
  await textOf(d.id('twin-2'), /由办理步骤决定，保留原值/)
  await see(d, 'kept')
  await d.id('next').click()
  await textOf(d.id('result-kept'), /1 行/)
  const values = (await d.cz('show', 'matters', id)).values
  assert.deepEqual([values.state, values.wanted], ['10', '换灯'])
})

flow('the holiday table is asked for on 今日, its empty ledger says where it comes from, and it is imported', { book: 'new' }, async (d) => {
  await d.cz('add', 'party_members', 'name=王芳')
  const year = new Date().getFullYear() + 1
  await d.go('/today')
  await d.reload() // the member came from outside
  const due = d.page.locator('[data-kind="holidays"]')
  if (await until('今日', () => d.id('today').count(), (n) => n === 1) && new Date().getMonth() >= 10) {
    await textOf(due, new RegExp(`${year} 年的放假安排还没有导入`))
    await see(d, 'today')
    await due.click()
  } else await d.go('/ledger/holidays')
  await textOf(d.id('empty-state'), /国务院办公厅/)
  await see(d, 'holidays-empty')
  await d.id('empty-import').click()
  await toCheck(d, 'holidays', keep('放假安排.csv', `日期,名称,休/班\n${year - 1}-05-01,劳动节,休\n${year}-05-01,劳动节,休\n${year}-05-02,劳动节,休\n${year}-05-08,劳动节,班\n`))
  await textOf(d.id('count-create'), /^4/)
  await d.id('next').click()
  await d.id('open-ledger').click()
  await until('the rows', () => column(d, 'name'), (l) => l.length === 4)
  await see(d, 'holidays')
  await d.go('/today')
  await d.id('today').waitFor()
  assert.equal(await due.count(), 0)
})
