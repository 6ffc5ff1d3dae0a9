// The import, with files as offices have them, from choosing the file to taking
// the whole import back.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { flow } from './lib/flow.mjs'
import { agree, choose, column, download, giveFile, textOf, told, until } from './lib/page.mjs'
import { idNumber, wrongNumber } from './lib/people.mjs'
import { workFolder } from './lib/program.mjs'
import { date, readSheet, workbook } from './lib/xlsx.mjs'

let made = 0
function keep(name, bytes) {
  const path = join(workFolder(), `${++made} ${name}`)
  writeFileSync(path, bytes)
  return path
}

const wrong = wrongNumber('1966-04-05', 31)
// Two titles, a header in the office's own words, a merged title, a total and a signature below.
const roster = () =>
  workbook([
    { name: '说明', rows: [['本表由各支部填报，每月 5 日前交社区。']] },
    {
      name: '党员花名册',
      merges: ['A1:J1'],
      rows: [
        ['仁寿门社区党员花名册'],
        ['填报单位：仁寿门社区党委', '', '', '', '', '', '', '', '填报日期：2026.11.1'],
        ['序号', '姓 名', '性别', '民 族', '出生年月', '身份证号码', '联系方式', '入党时间', '所在支部', '上班的地方'],
        [1, '王　芳', '女', '汉', '1975.3.16', idNumber('1975-03-16', 16), 13800000101, date('1998-07-01'), '城墙根党支部', '仁寿门小学教师'],
        [2, '李建国', '男', '汉族', '1952年10月', idNumber('1952-10-01', 11), '138 0000 0102', '1974.7.1', '城墙根党支部', ''],
        [3, '古丽娜尔·艾合买提', '女', '维吾尔族', '198012', idNumber('1980-12-31', 22), '１３８００００ ０１０３', '2005/7/1', '新街口党支部', '退休'],
        [4, '赵铁柱', '男', '汉族', '1966-04-05', wrong, '13800000104', '1990年7月', '城墙根党支部', '待业'],
        [5, '陈㛃', '女', '苗族', 36475, idNumber('1999-11-11', 12), '', '20210701', '新街口党支部', '武汉某公司'],
        ['合计', '5人', '男2', '女3'],
        ['制表人：张红梅', '', '', '审核：'],
      ],
    },
  ])

async function toColumns(d, file) {
  await giveFile(d, d.id('choose-file'), file)
  await d.id('header-words').waitFor()
  await d.id('next').click()
  await d.id('column-0').waitFor()
}

flow('a roster in Excel: sheet, header, columns, problems, a missing branch, the import, the refused rows, the undo, and the next time', { book: 'new', timeout: 120_000 }, async (d) => {
  await d.cz('add', 'organizations', 'name=中共仁寿门社区城墙根支部委员会', 'short_name=城墙根党支部', 'type=党支部')
  const file = keep('2026年党员花名册（上报）.xlsx', roster())
  await d.go('/intake?register=party_members')
  await giveFile(d, d.id('choose-file'), file)

  // The right sheet and the header below the titles are found; the total and the signature are no people.
  await textOf(d.id('header-words'), /第 3 行[\s\S]*5 行/)
  assert.match(await d.id('sheet-1').getAttribute('class'), /\bon\b/)
  await textOf(d.id('preview-1'), /仁寿门社区党员花名册/)
  await textOf(d.id('dropped'), /2 行不当资料[\s\S]*合计[\s\S]*制表人/)
  await d.id('next').click()

  // The columns are known by their own names; one of them is put right by hand.
  for (const [i, name] of Object.entries({ 1: '姓名', 2: '性别', 3: '民族', 4: '出生日期', 5: '公民身份号码', 6: '手机', 7: '入党日期', 8: '所在党支部' })) {
    await textOf(d.id(`map-${i}`), new RegExp(`^${name}`))
  }
  await choose(d, 'map-9', /^工作单位及职务/, '工作单位')
  await textOf(d.id('column-9'), /您选的/)
  await d.id('next').click()

  // Every problem is named with its row, column, value and reason before anything is written.
  await textOf(d.id('count-create'), /^4/)
  await textOf(d.id('count-rejected'), /^1/)
  await d.id('count-rejected').click()
  const problem = await textOf(d.id('problem-0'), /校验/)
  for (const part of ['7', '身份证号码', wrong]) assert.ok(problem.includes(part), `${part} is not in: ${problem}`)
  assert.deepEqual((await d.cz('list', 'party_members')).rows, [], 'the check wrote something')

  // The branch that the book lacks is offered, never a reason to refuse a person.
  await textOf(d.id('count-missing'), /^1/)
  await d.id('count-missing').click()
  const missing = d.page.locator('li[data-testid^="missing-organizations"]')
  await textOf(missing, /新街口党支部[\s\S]*2 行用到/)
  await missing.getByTestId('missing-create').click()
  await until('the new plan', () => d.id('next').isEnabled(), (v) => v)
  await textOf(d.id('next'), /写入 4 行/)
  await d.id('next').click()

  await textOf(d.id('result-新增'), /^4$/)
  await textOf(d.id('result-没有导入'), /^1$/)
  await textOf(d.id('result'), /顺便新建了 1 个/)
  const refused = await download(d, () => d.id('refused').click())
  const sheet = readSheet(refused.bytes)
  assert.match(refused.name, /\.xlsx$/)
  const lines = sheet.rows.map((r) => r.join('|'))
  assert.ok(lines.some((l) => l.includes('赵铁柱') && l.includes(wrong) && /校验/.test(l)), lines.join('\n'))
  assert.ok(lines.some((l) => l.includes('身份证号码') && l.includes('上班的地方')), 'the refused rows lost their header')
  assert.ok(!lines.some((l) => l.includes('王　芳') || l.includes('王芳')), 'a row that was taken is among the refused')

  // What is in the book, value by value.
  const rows = (await d.cz('list', 'party_members', '--unmask')).rows
  const of = (name) => rows.find((r) => r.name === name)
  assert.deepEqual(rows.map((r) => r.name).sort(), ['王芳', '李建国', '古丽娜尔·艾合买提', '陈㛃'].sort())
  assert.deepEqual([of('王芳').birth, of('王芳').joined, of('王芳').mobile, of('王芳').employer], ['1975-03-16', '1998-07-01', '13800000101', '仁寿门小学教师'])
  assert.deepEqual([of('李建国').ethnicity, of('李建国').mobile], ['01', '13800000102'])
  assert.deepEqual([of('古丽娜尔·艾合买提').mobile, of('陈㛃').birth], ['13800000103', '1999-11-11'])
  const branches = (await d.cz('list', 'organizations')).rows
  assert.equal(branches.length, 2)
  assert.equal(branches.find((b) => b.id === of('陈㛃').branch).name, '新街口党支部')
  assert.ok(branches.find((b) => b.id === of('王芳').branch).name.includes('城墙根'))

  // Taken back, the book is as before: also the branch that was made on the way.
  await d.id('undo-import').click()
  await agree(d, '撤销导入')
  await told(d, 'done', /已经撤销/)
  assert.deepEqual((await d.cz('list', 'party_members')).rows, [])
  assert.equal((await d.cz('list', 'organizations')).rows.length, 1)

  // The same header again: the choice of last time is remembered.
  await d.id('import-more').click()
  await toColumns(d, file)
  await textOf(d.id('map-9'), /^工作单位及职务/)
  await textOf(d.id('column-9'), /上次的选择/)
})

flow('the corrected refused rows come in, the others are known already', { book: 'new', timeout: 120_000 }, async (d) => {
  await d.go('/intake?register=party_members')
  await toColumns(d, keep('花名册.xlsx', roster()))
  await d.id('next').click()
  await textOf(d.id('count-create'), /^4/)
  await d.id('next').click()
  await textOf(d.id('result-新增'), /^4$/)
  await d.id('import-more').click()
  await toColumns(d, keep('花名册 第二次.xlsx', roster()))
  await d.id('next').click()
  await textOf(d.id('count-create'), /^0/)
  await textOf(d.id('count-rejected'), /^1/)
  assert.equal((await d.cz('list', 'party_members')).rows.length, 4)
})

flow('a CSV file in GB18030 with rare characters', { book: 'new' }, async (d) => {
  const text = ['小区居民登记表,,,', '姓名,性别,出生日期,电话', '朱䶮,男,1988-08-08,13800000201', '尉迟𠮷,男,1970.7.7,13800000202', '孙堃,女,1963年4月30日,027-80123456'].join('\r\n')
  const file = keep('居民.csv', execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: text }))
  await d.go('/intake?register=residents')
  await toColumns(d, file)
  await d.id('next').click()
  await textOf(d.id('count-create'), /^3/)
  await d.id('next').click()
  await textOf(d.id('result-新增'), /^3$/)
  await d.id('open-ledger').click()
  assert.deepEqual((await until('the rows', () => column(d, 'name'), (l) => l.length === 3)).sort(), ['朱䶮', '尉迟𠮷', '孙堃'].sort())
})

flow('a row about somebody who is there: certain and suspected, decided row by row', { book: 'new' }, async (d) => {
  const a = await d.cz('add', 'party_members', 'name=王芳', `id_number=${idNumber('1975-03-16', 16)}`, 'native_place=湖北')
  await d.cz('add', 'party_members', 'name=李强', 'birth=1970-01-01', 'school=甲校')
  const csv = `姓名,出生日期,身份证号,籍贯,毕业院校系及专业\n王芳,1975-03-16,${idNumber('1975-03-16', 16)},湖北武昌,乙校\n李强,1970-01-01,,湖南,\n`
  await d.go('/intake?register=party_members')
  await toColumns(d, keep('重复.csv', csv))
  await d.id('next').click()
  await d.id('duplicate-fill').click()
  await until('the plan', () => d.id('next').isEnabled(), (v) => v)
  await textOf(d.id('count-twins'), /^2/)
  await d.id('count-twins').click()
  await textOf(d.id('twin-2'), /王芳[\s\S]*确定[\s\S]*籍贯[\s\S]*湖北[\s\S]*湖北武昌/)
  await textOf(d.id('twin-3'), /李强[\s\S]*可能/)
  await d.id('twin-2-update').click()
  await d.id('twin-3-add').click()
  await until('one to create', async () => [await d.id('count-create').innerText(), await d.id('next').isEnabled()], ([t, on]) => /^1/.test(t) && on)
  await d.id('next').click()
  await textOf(d.id('result-更新'), /^1$/)
  await textOf(d.id('result-新增'), /^1$/)
  const values = (await d.cz('show', 'party_members', a.id)).values
  assert.deepEqual([values.native_place, values.school], ['湖北武昌', '乙校'])
  assert.equal((await d.cz('list', 'party_members')).rows.length, 3)
})

flow('a file that is no table is refused in words, and the wizard goes on', { book: 'new' }, async (d) => {
  await d.go('/intake?register=party_members')
  await giveFile(d, d.id('choose-file'), keep('照片.xlsx', Buffer.from('\x89PNG 这不是表格', 'latin1')))
  await textOf(d.page.locator('[data-testid="file-problem"], [data-testid="intake-problem"]'), /不是表格|打不开|不认得/)
  await toColumns(d, keep('好的.csv', '姓名,性别\n王芳,女\n'))
})

flow('the empty template imports what is filled into it', { book: 'new' }, async (d) => {
  await d.go('/intake?register=party_members')
  const template = await download(d, () => d.id('template').click())
  const header = readSheet(template.bytes).rows.find((r) => r.includes('姓名'))
  assert.ok(header, 'the template has no header')
  const row = header.map((h) => ({ 姓名: '王芳', 性别: '女', 出生日期: '1975-03-16' })[h] ?? '')
  await toColumns(d, keep('模板.xlsx', workbook([{ name: '党员', rows: [header, row] }])))
  await d.id('only-open').click()
  await until('every column has its place', () => d.page.locator('tr[data-testid^="column-"]').count(), (n) => n === 0)
  await d.id('next').click()
  await textOf(d.id('count-create'), /^1/)
})
