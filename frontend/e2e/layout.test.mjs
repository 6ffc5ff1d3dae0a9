// Nothing is cut: every place at the sizes of the offices' screens, and with the
// largest letters.
import assert from 'node:assert/strict'
import { openDesk } from './lib/desk.mjs'
import { flow } from './lib/flow.mjs'
import { admit, ask, exportPacket, give, importPacket, openSync } from './lib/packets.mjs'
import { until } from './lib/page.mjs'

/** faults says what does not fit: the page, the main part, a button's words, a button outside of the window. */
const faults = (d) =>
  d.page.evaluate(() => {
    const out = []
    const page = document.scrollingElement
    if (page.scrollWidth > window.innerWidth) out.push(`the page is ${page.scrollWidth} wide in a window of ${window.innerWidth}`)
    if (page.scrollHeight > window.innerHeight + 1) out.push(`the page is ${page.scrollHeight} high in a window of ${window.innerHeight}`)
    for (const box of document.querySelectorAll('.main, .welcome')) if (box.scrollWidth > box.clientWidth + 1) out.push(`.${box.className} is ${box.scrollWidth} wide in ${box.clientWidth}`)
    // What one may scroll to is not cut.
    const scrolls = (e) => {
      for (let p = e.parentElement; p; p = p.parentElement) if (/(auto|scroll)/.test(getComputedStyle(p).overflowX + getComputedStyle(p).overflowY)) return true
      return false
    }
    for (const b of document.querySelectorAll('button, a.btn, h1, h2')) {
      const r = b.getBoundingClientRect()
      if (r.width === 0 || getComputedStyle(b).visibility === 'hidden') continue
      const words = (b.innerText || b.getAttribute('aria-label') || '').trim().slice(0, 20)
      if (!scrolls(b) && (r.right > window.innerWidth + 1 || r.left < -1 || r.bottom > window.innerHeight + 1 || r.top < -1)) out.push(`"${words}" lies outside of the window`)
      if (!b.matches('.cut') && !b.querySelector('.cut') && getComputedStyle(b).overflowX !== 'visible' && b.scrollWidth > b.clientWidth + 1) out.push(`"${words}" is cut`)
    }
    return out
  })

async function places(d) {
  const one = async (register) => (await d.cz('list', register, '--limit', '1')).rows[0].id
  const [person, matter, supervision, meeting] = [{ id: await one('party_members') }, await one('matters'), await one('supervisions'), await one('meetings')]
  return [
    ['/today', '[data-testid="due-0"]'],
    ['/visits', '[data-testid="visit-entry"]'],
    ['/visits/figures', '[data-testid="figure-coverage"]'],
    ['/visits/figures?by=grid', '[data-testid="groups"]'],
    ['/visits/coverage', '[data-testid="coverage-total"]'],
    ['/matters', '[data-testid="card-0"]'],
    ['/matters?as=board', '[data-testid^="column-"]'],
    ['/matters/supervision', '[data-testid="board-supervisions"]'],
    [`/ledger/matters/${matter}`, '[data-testid="stages"]'],
    [`/ledger/supervisions/${supervision}`, '[data-testid="stages"]'],
    ['/points', '[data-testid="row-0"][data-id]'],
    [`/points?member=${person.id}`, '[data-testid="slip-total"]'],
    ['/points/claims', '[data-testid="row-0"][data-id]'],
    ['/points/claims?do=bulk', '[data-testid="points-bulk"]'],
    ['/points/claims?do=proposals', '[data-testid="points-proposals"]'],
    ['/points/notices', '[data-testid="notice-state"]'],
    ['/points/rules', '[data-testid="rule-J01"]'],
    ['/points/year', '[data-testid="close-year"]'],
    ['/notices', '[data-testid="notice-state"]'],
    ['/life', '[data-testid="board-sums"]'],
    ['/life/dues', '[data-testid="dues-sums"]'],
    ['/life/hours', '[data-testid="hours-sums"]'],
    [`/ledger/meetings/${meeting}`, '[data-testid="roll-counts"]'],
    ['/ledger/party_members', '[data-testid="row-0"][data-id]'],
    ['/ledger/organizations', '[data-testid="row-0"][data-id]'],
    [`/ledger/party_members/${person.id}`, '[data-testid="history"] li'],
    ['/ledger/party_members/new', '#f-name'],
    ['/ledger/community_profile', '#f-name'],
    ['/tree/organizations', '[role="treeitem"]'],
    ['/twins/party_members', '[data-testid="compare"], [data-testid="empty-state"]'],
    ['/changes', '[data-testid^="change-"]'],
    ['/intake?register=party_members', '[data-testid="choose-file"]'],
    ['/wall?document=duty_roster', '[data-testid="page-canvas"]'],
    ['/sync', '[data-testid="import-packet"]'],
    ['/sync?part=reviews', '[data-testid="empty-state"]'],
    ['/sync?part=folder', '[data-testid="watch-on"]'],
    ['/settings?part=machine', '[data-testid="operator-name"]'],
    ['/settings?part=figures', '[data-testid^="figure-"]'],
    ['/settings?part=backup', '[data-testid="backup"]'],
    ['/settings?part=about', '[data-testid="version"]'],
  ]
}

async function look(d, word) {
  const found = []
  for (const [path, sign] of await places(d)) {
    await d.go(path)
    await d.page.locator(sign).first().waitFor()
    await until('the place to be still', () => d.page.evaluate(() => document.querySelectorAll('[aria-busy="true"]').length), (n) => n === 0)
    for (const f of await faults(d)) found.push(`${word} ${path}: ${f}`)
  }
  assert.deepEqual(found, [])
}

for (const [width, height, scale, word] of [
  [1366, 768, 1, 'an office PC'],
  [1093, 614, 1.25, 'the same at 125 %'],
  [911, 512, 1.5, 'the same at 150 %'],
]) {
  flow(`every place fits into ${width} × ${height} (${word})`, { viewport: { width, height }, scale }, (d) => look(d, `${width}×${height}`))
}

flow('every place fits into 1366 × 768 with the largest letters', {}, async (d) => {
  await d.go('/settings')
  await d.id('size-huge').click()
  await look(d, '特大')
})

flow('the measure itself notices what does not fit', {}, async (d) => {
  await d.id('due-0').waitFor()
  assert.deepEqual(await faults(d), [])
  const spoil = (css) => d.page.addStyleTag({ content: css }).then((tag) => faults(d).finally(() => tag.evaluate((e) => e.remove())))
  assert.match((await spoil('.main > * { width: 120rem }')).join(), /\.main is \d+ wide/)
  assert.match((await spoil('body { width: 1500px }')).join(), /the page is \d+ wide/)
  assert.match((await spoil('.find { position: fixed; left: 1300px; width: 20rem }')).join(), /lies outside/)
  assert.match((await spoil('.help { width: 2rem !important; overflow: hidden; white-space: nowrap }')).join(), /is cut/)
})

flow('the welcome page fits into 911 × 512', { book: 'none', viewport: { width: 911, height: 512 }, scale: 1.5 }, async (d) => {
  await d.id('create-book').waitFor()
  assert.deepEqual((await faults(d)).filter((f) => !f.includes('high')), [])
})

flow('two PCs and a decision fit into 911 × 512, and so does joining', { book: 'new', viewport: { width: 911, height: 512 }, scale: 1.5 }, async (d) => {
  const { id } = await d.cz('add', 'party_members', 'name=古丽娜尔·艾合买提·买买提·阿卜杜拉', 'note=起初')
  const other = await openDesk({ book: 'none', viewport: { width: 911, height: 512 }, scale: 1.5 })
  try {
    const request = await ask(other, '民政窗口老年人服务专用电脑备用机', '李建国')
    assert.deepEqual((await faults(other)).filter((f) => !f.includes('high')), [])
    const welcome = await admit(d, request.file)
    await give(other, other.id('choose-welcome'), welcome.file)
    await other.page.waitForURL(/#\/today/)
    await d.cz('set', 'party_members', id, 'note=独居，腿脚不便，社区每周二上门送餐，电话打不通时找三楼的邻居')
    await other.cz('set', 'party_members', id, 'note=低保户，由结对党员每周上门一次，节假日另有安排')
    await importPacket(d, await exportPacket(other))
    assert.deepEqual(await faults(d), [])
    await openSync(d, 'reviews')
    await d.id('review').waitFor()
    assert.deepEqual(await faults(d), [])
    await d.id('take-edit').click()
    await d.id('review-edit').waitFor()
    assert.deepEqual(await faults(d), [])
    assert.deepEqual(other.problems, [])
  } finally {
    await other.close()
  }
})
