// Two people with one record open: the later save never wins silently.
import assert from 'node:assert/strict'
import { flow } from './lib/flow.mjs'
import { agree, field, fill, textOf, told, until } from './lib/page.mjs'

/** second opens another browser window on the same served page; it has the shape of a desk for the helpers. */
async function second(d) {
  const page = await d.context.newPage()
  await page.goto(d.program.address)
  await page.waitForURL((u) => /^#\/\w/.test(u.hash))
  return {
    page,
    id: (name) => page.getByTestId(name),
    go: async (path) => {
      await page.evaluate((p) => (window.location.hash = `#${p}`), path)
      await page.waitForURL((u) => decodeURIComponent(u.hash).startsWith(`#${path}`))
    },
  }
}
const path = (id) => `/ledger/party_members/${id}`
const open = async (d, id) => {
  await d.go(path(id))
  await d.id('history').waitFor()
}
const valuesOf = async (d, id) => (await d.cz('show', 'party_members', id)).values

/** still keeps a page from looking whether its record was changed: that it finds out by the save alone. */
const still = (d) => d.page.evaluate(() => {
  window.go.bind.Records.Version = () => new Promise(() => {})
})

/** other saves fields in the other window. */
async function other(o, values) {
  for (const [key, text] of Object.entries(values)) await fill(o, key, text)
  await o.page.keyboard.press('Control+s')
  await told(o, 'done', /已保存/)
  await o.id('notice-close').first().click()
}

flow('two windows change one field: the later is asked, sees both, and may keep its own', { book: 'new' }, async (d) => {
  const { id } = await d.cz('add', 'party_members', 'name=王芳', 'native_place=湖北', 'school=甲校')
  const o = await second(d)
  await open(d, id)
  await open(o, id)
  await still(d)
  await other(o, { native_place: '湖北武昌', school: '乙校' })
  await d.page.bringToFront()

  await fill(d, 'native_place', '湖北汉口')
  await fill(d, 'former_name', '王秀芳')
  await d.page.keyboard.press('Control+s')
  await textOf(d.id('conflict-native_place'), /湖北[\s\S]*湖北武昌[\s\S]*张红梅（1号机） \d\d:\d\d[\s\S]*湖北汉口/)
  assert.equal(await d.id('conflict-school').count(), 0, 'a field that this form did not touch is asked about')
  assert.equal((await valuesOf(d, id)).native_place, '湖北武昌', 'a refused save wrote')
  assert.ok(await d.id('conflict-save').isDisabled())

  // Going back loses nothing; the next save asks again.
  await d.id('conflict-back').click()
  assert.equal(await field(d, 'native_place').inputValue(), '湖北汉口')
  await textOf(d.id('dirty'), /改了 2 项/)
  await d.id('save').click()
  await d.id('mine-native_place').click()
  await d.id('conflict-save').click()
  await told(d, 'done', /已保存/)
  const now = await valuesOf(d, id)
  assert.deepEqual([now.native_place, now.former_name, now.school], ['湖北汉口', '王秀芳', '乙校'])
  await until('the other edit on this form', () => field(d, 'school').inputValue(), (v) => v === '乙校')
})

flow('theirs can be taken field by field; private values stay masked unless they were shown', { book: 'new' }, async (d) => {
  const { id } = await d.cz('add', 'party_members', 'name=王芳', 'native_place=湖北', 'mobile=13800000001', 'landline=027-00000001')
  await open(d, id)
  await still(d)
  await d.id('reveal-mobile').click()
  await fill(d, 'mobile', '13800000009')
  await fill(d, 'native_place', '湖北汉口')
  await d.cz('--operator', '李强', 'set', 'party_members', id, 'mobile=13800001234', 'native_place=湖北武昌', 'landline=027-00005678')
  await d.page.keyboard.press('Control+s')
  // It was shown on this form: so is what it became, and that look is written down.
  await textOf(d.id('conflict-mobile'), /13800000001[\s\S]*13800001234[\s\S]*李强[\s\S]*13800000009/)
  await d.id('theirs-mobile').click()
  await d.id('mine-native_place').click()
  await d.id('conflict-save').click()
  await told(d, 'done', /已保存/)
  const now = await valuesOf(d, id)
  assert.deepEqual([now.mobile, now.native_place, now.landline], ['13800001234', '湖北汉口', '027-00005678'])
  assert.doesNotMatch(await d.page.evaluate(() => document.documentElement.outerHTML), /00005678/, 'a private value that nobody asked for is on the page')
  await d.go('/settings?part=access')
  await textOf(d.id('access-0'), /查看[\s\S]*手机/)
})

flow('fields that belong together are decided together', { book: 'new' }, async (d) => {
  const { id } = await d.cz('add', 'organizations', 'name=第一支部', 'type=党支部', 'term_years=3', 'term_start=2024-05-01', 'term_end=2027-05-01')
  await d.go(`/ledger/organizations/${id}`)
  await d.id('history').waitFor()
  await still(d)
  await fill(d, 'term_start', '2024-06-01')
  await d.cz('--operator', '李强', 'set', 'organizations', id, 'term_end=2027-06-01')
  await d.page.keyboard.press('Control+s')
  await textOf(d.id('conflict-term_start'), /一起选[\s\S]*2027-05-01[\s\S]*2027-06-01/)
  await d.id('mine-term_start').click()
  assert.equal(await d.id('mine-term_end').getAttribute('aria-pressed'), 'true')
  await d.id('conflict-save').click()
  await told(d, 'done', /已保存/)
  const { values } = await d.cz('show', 'organizations', id)
  assert.deepEqual([values.term_start, values.term_end], ['2024-06-01', '2027-05-01'])
})

flow('a form that is only looked at shows by itself what another window changed', { book: 'new' }, async (d) => {
  const { id } = await d.cz('add', 'party_members', 'name=王芳', 'native_place=湖北', 'school=甲校')
  const o = await second(d)
  await open(o, id)
  await open(d, id)
  await other(o, { native_place: '湖北武昌' })
  await d.page.bringToFront()
  await until('the new value', () => field(d, 'native_place').inputValue(), (v) => v === '湖北武昌')
  await textOf(d.id('news'), /张红梅 \d\d:\d\d 改了籍贯，已显示最新内容/)

  // With something typed: the rest is shown anew, the typed field waits for the save.
  await field(d, 'school').fill('我的学校')
  await d.cz('--operator', '李强', 'set', 'party_members', id, 'school=乙校', 'native_place=湖南')
  await textOf(d.id('news'), /李强 \d\d:\d\d 也改了毕业院校系及专业/)
  assert.equal(await field(d, 'school').inputValue(), '我的学校')
  assert.equal(await field(d, 'native_place').inputValue(), '湖南')
  await d.page.keyboard.press('Control+s')
  await d.id('theirs-school').click()
  await d.id('conflict-save').click()
  await told(d, 'done', /已用对方的内容/)
  assert.equal(await field(d, 'school').inputValue(), '乙校')
})

flow('a record that was deleted meanwhile: nothing typed is lost', { book: 'new' }, async (d) => {
  const { id } = await d.cz('add', 'party_members', 'name=王芳')
  await open(d, id)
  await still(d)
  await fill(d, 'school', '甲校')
  await d.cz('--operator', '李强', 'remove', 'party_members', id)
  await d.page.keyboard.press('Control+s')
  assert.match(await agree(d, '恢复它并保存'), /李强[\s\S]*您填的内容还在/)
  await told(d, 'done', /已保存/)
  const shown = await d.cz('show', 'party_members', id)
  assert.equal(shown.values.school, '甲校')
})
