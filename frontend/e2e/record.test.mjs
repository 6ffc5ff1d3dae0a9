// The record page: typing as people write, what is refused and why, history and
// going back, private fields, new records that exist already.
import assert from 'node:assert/strict'
import { flow } from './lib/flow.mjs'
import { agree, choose, field, fill, openFirst, openLedger, textOf, told, until } from './lib/page.mjs'
import { idNumber, wrongNumber } from './lib/people.mjs'

/** add makes one member through the command line and opens its record page. */
async function openMember(d, ...values) {
  const { id } = await d.cz('add', 'party_members', ...values)
  await d.go(`/ledger/party_members/${id}`)
  await d.id('history').waitFor()
  return id
}
const valueOf = async (d, id, key) => (await d.cz('show', 'party_members', id)).values[key]

flow('1975.3.16 is understood, Ctrl+S saves, the history says before → after, and one click goes back', { book: 'new' }, async (d) => {
  const id = await openMember(d, 'name=王芳', 'sex=女', 'birth=1975-03-01', 'joined=1998-07-01')
  await field(d, 'birth').fill('1975.3.16')
  await textOf(d.page.locator('[data-field="birth"]'), /= 1975-03-16/)
  await field(d, 'former_name').fill('王秀芳')
  await textOf(d.id('dirty'), /改了 2 项/)
  await d.page.keyboard.press('Control+s')
  await told(d, 'done', /已保存/)
  assert.equal(await field(d, 'birth').inputValue(), '1975-03-16')
  const newest = d.id('history').locator('li').first()
  await textOf(newest, /张红梅[\s\S]*出生日期 1975-03-01 → 1975-03-16/)
  await textOf(newest, /曾用名 空 → 王秀芳/)
  assert.equal(await valueOf(d, id, 'birth'), '1975-03-16')

  // What follows from a field is worked out anew.
  await textOf(d.id('derived-birth'), /年龄/)

  await newest.getByTestId('undo-birth').click()
  assert.match(await agree(d, '撤回'), /1975-03-16[\s\S]*1975-03-01/)
  await until('the old date', () => field(d, 'birth').inputValue(), (v) => v === '1975-03-01')
  assert.equal(await valueOf(d, id, 'birth'), '1975-03-01')
  assert.equal(await valueOf(d, id, 'former_name'), '王秀芳', 'going back took a field along that was not asked for')
})

flow('an ID number with a wrong check digit is refused at its field; put right, it fills birth and sex', { book: 'new' }, async (d) => {
  const id = await openMember(d, 'name=李建国')
  await fill(d, 'id_number', wrongNumber('1952-10-01', 11))
  await textOf(d.id('problem-id_number'), /校验|有误|不对|不正确/)
  await d.page.keyboard.press('Control+s')
  await told(d, 'warn', /没有保存/)
  assert.equal(await valueOf(d, id, 'id_number'), '')
  // The place to put right has the focus.
  assert.equal(await d.page.evaluate(() => document.activeElement?.id), 'f-id_number')

  const number = idNumber('1952-10-01', 11)
  await fill(d, 'id_number', ` ${number.slice(0, 6)} ${number.slice(6).toLowerCase()}`)
  await d.id('problem-id_number').waitFor({ state: 'detached' })
  await d.id('save').click()
  await told(d, 'done', /已保存/)
  assert.equal(await valueOf(d, id, 'id_number'), number)

  // A birth date that contradicts the number is said at once.
  await fill(d, 'birth', '1953年1月1日')
  await d.page.locator('[data-testid="problem-birth"], [data-testid="problem-id_number"]').first().waitFor()
})

flow('a date that is none is refused in words', { book: 'new' }, async (d) => {
  const id = await openMember(d, 'name=李建国')
  await fill(d, 'joined', '1998-02-30')
  await textOf(d.id('problem-joined'), /[\u4e00-\u9fff]{4}/)
  await d.page.keyboard.press('Control+s')
  await told(d, 'warn', /没有保存/)
  assert.equal(await valueOf(d, id, 'joined'), '')
  await d.id('forget').click()
  await d.id('dirty').waitFor({ state: 'detached' })
})

flow('private fields are masked; who shows one is written down', {}, async (d) => {
  await openLedger(d, 'party_members')
  await openFirst(d)
  const name = (await d.id('page-title').innerText()).trim()
  await textOf(d.id('field-id_number'), /^\d{3}\*+\d{3}[\dX]$/)
  assert.doesNotMatch(await d.page.evaluate(() => document.documentElement.outerHTML), /\d{17}[\dX]/, 'the page holds a full ID number before anyone asked')
  await d.id('reveal-id_number').click()
  await until('the whole number', () => field(d, 'id_number').inputValue(), (v) => /^\d{17}[\dX]$/.test(v))
  await d.go('/settings?part=access')
  await textOf(d.id('access-0'), new RegExp(`张红梅[\\s\\S]*查看[\\s\\S]*(${name}|公民身份号码)`))
})

flow('a new record whose ID number exists is refused, and the existing one is a click away', { book: 'new' }, async (d) => {
  const number = idNumber('1975-03-16', 16)
  const { id } = await d.cz('add', 'party_members', 'name=王芳', `id_number=${number}`)
  await d.go('/ledger/party_members/new')
  await field(d, 'name').fill('王　芳')
  await field(d, 'id_number').fill(number)
  await d.id('save').click()
  await textOf(d.id('twins-dialog'), /已经有了[\s\S]*确定重复/)
  // Saying that it is another person does not help against the same number.
  if (await d.id('twins-despite').isVisible()) await d.id('twins-despite').click()
  await d.page.waitForTimeout(500)
  assert.equal((await d.cz('list', 'party_members')).rows.length, 1, 'the same ID number was stored twice')
  await d.id('twins-open').click()
  await d.id('history').waitFor()
  assert.ok(d.page.url().endsWith(`/ledger/party_members/${id}`))
})

flow('the same name and birth date is shown side by side; it can be another person', { book: 'new' }, async (d) => {
  await d.cz('add', 'party_members', 'name=王芳', 'sex=女', 'birth=1975-03-16')
  await d.go('/ledger/party_members/new')
  await field(d, 'name').fill('王芳')
  await field(d, 'birth').fill('1975.3.16')
  await choose(d, 'field-sex', /^女$/)
  await field(d, 'native_place').fill('湖北武昌')
  await d.id('save').click()
  await textOf(d.id('twins-dialog'), /可能已经有[\s\S]*姓名和出生日期相同[\s\S]*湖北武昌/)
  await d.id('twins-despite').click()
  await told(d, 'done', /已新增党员/)
  await d.id('history').waitFor()
  assert.equal((await d.cz('list', 'party_members')).rows.length, 2)
})

flow('a suspected twin takes over what it lacks', { book: 'new' }, async (d) => {
  const { id } = await d.cz('add', 'party_members', 'name=王芳', 'birth=1975-03-16')
  await d.go('/ledger/party_members/new')
  await field(d, 'name').fill('王芳')
  await field(d, 'birth').fill('1975-03-16')
  await field(d, 'native_place').fill('湖北武昌')
  await d.id('save').click()
  await d.id('twins-merge').click()
  await told(d, 'done', /已补进/)
  assert.equal(await valueOf(d, id, 'native_place'), '湖北武昌')
  assert.equal((await d.cz('list', 'party_members')).rows.length, 1)
})

flow('entering several members one after the other by keys', { book: 'new' }, async (d) => {
  await d.go('/ledger/party_members')
  await d.id('empty-create').waitFor()
  await d.page.keyboard.press('n')
  await field(d, 'name').waitFor()
  for (const name of ['周文', '郑重']) {
    await until('the first box to have the focus', () => d.page.evaluate(() => document.activeElement?.id), (v) => v === 'f-name')
    await d.page.keyboard.type(name)
    await d.page.keyboard.press('Control+Enter')
    await until('an empty form', () => field(d, 'name').inputValue(), (v) => v === '')
  }
  assert.deepEqual((await d.cz('list', 'party_members')).rows.map((r) => r.name).sort(), ['周文', '郑重'].sort())
})

flow('leaving with changes asks; staying keeps them', { book: 'new' }, async (d) => {
  await openMember(d, 'name=王芳')
  await field(d, 'former_name').fill('王小芳')
  await d.id('nav-today').click()
  await d.id('ask-no').waitFor()
  await textOf(d.id('ask-text'), /曾用名/)
  await d.id('ask-no').click()
  assert.equal(await field(d, 'former_name').inputValue(), '王小芳')
  await d.id('nav-today').click()
  await agree(d, '不保存，离开')
  await d.page.waitForURL(/#\/today/)
})

flow('a member leads to the branch, and the branch lists its members and can be given a new one', { book: 'new' }, async (d) => {
  const branch = await d.cz('add', 'organizations', 'name=中共仁寿门社区城墙根支部委员会', 'short_name=城墙根党支部', 'type=党支部')
  await openMember(d, 'name=王芳', `branch=${branch.id}`)
  await d.id('open-branch').click()
  await textOf(d.id('page-title'), /城墙根/)
  const related = d.id('related-party_members').first()
  await textOf(related, /王芳/)
  await related.getByTestId('related-new-party_members').click()
  await field(d, 'name').fill('李强')
  await d.page.keyboard.press('Control+s')
  await told(d, 'done', /已新增党员/)
  const rows = (await d.cz('list', 'party_members')).rows
  assert.equal(rows.find((r) => r.name === '李强').branch, branch.id)
})
