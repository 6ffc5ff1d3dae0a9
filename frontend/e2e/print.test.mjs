// The print desk: every document is drawn, turned, told whom it is for, saved.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { flow } from './lib/flow.mjs'
import { download, textOf, until } from './lib/page.mjs'
import { workFolder } from './lib/program.mjs'

const canvas = (d) => d.id('page-canvas')

/** drawn waits for a page and tells how much of it is not white, in thousandths. */
async function drawn(d) {
  await until('the document to be laid out', () => d.id('print-busy').count(), (n) => n === 0, 30_000)
  await canvas(d).waitFor()
  return until('ink on the page', () => ink(d), (n) => n > 3)
}
const ink = (d) =>
  canvas(d).evaluate((c) => {
    const { data } = c.getContext('2d').getImageData(0, 0, c.width, c.height)
    let dark = 0
    for (let i = 0; i < data.length; i += 16) if (data[i] < 200 || data[i + 1] < 200 || data[i + 2] < 200) dark++
    return Math.round((dark / (data.length / 16)) * 1000)
  })
const pages = async (d) => Number(await textOf(d.id('page-count'), /^\d+$/))
const textOfPDF = (path) => execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })

/** redemption makes an exchange of the points shop, which no demo has: it is off by default. */
async function redemption(d) {
  const file = join(workFolder(), '兑换规则.csv')
  writeFileSync(file, '编号,类别,事项,分值,单位,数量可带小数,全年上限,兑换分\nJ01,贡献分,志愿服务,1,小时,是,15,1\n')
  await d.cz('points', 'rules', 'import', file)
  await d.cz('points', 'shop', 'open')
  await d.cz('points', 'shop', 'add', '肥皂', '--price', '0.1', '--stock', '9', '--unit', '块')
  const [best] = await d.cz('points', 'ranking')
  return (await d.cz('points', 'shop', 'redeem', '肥皂', '--member', best.member)).id
}

/** answer gives a document the record or the number that it asks for. */
async function answer(d, p) {
  if (p.key === 'batch') return (await d.cz('visits', 'forms', '--sheets', '2')).code
  if (p.key === 'redemption') return redemption(d)
  return (await d.cz('list', p.register, '--limit', '1')).rows[0].id
}

flow('every document is drawn, in every paper it offers', { timeout: 150_000 }, async (d) => {
  const { documents } = await d.cz('print', '--list')
  assert.ok(documents.length >= 4)
  await d.id('nav-wall').click()
  for (const doc of documents) {
    await d.id(`document-${doc.key}`).waitFor()
    const asked = doc.params.filter((p) => p.required && (p.kind === 'ref' || p.key === 'batch'))
    if (asked.length) {
      // It asks for its record or number, and a link answers.
      await d.id(`document-${doc.key}`).click()
      await d.id('print-ask').waitFor()
      const answers = await Promise.all(asked.map(async (p) => `${p.key}=${await answer(d, p)}`))
      await d.go(`/wall?document=${doc.key}&${answers.join('&')}`)
    } else await d.id(`document-${doc.key}`).click()
    await textOf(d.id('page-note'), new RegExp(`^${doc.title}`))
    assert.ok((await drawn(d)) > 3, `${doc.key} is blank`)
    for (const paper of doc.papers.slice(0, 3)) {
      if (!(await d.id(`paper-${paper}`).getAttribute('aria-checked')).includes('true')) {
        await d.id(`paper-${paper}`).click()
        await until(`${doc.key} on ${paper}`, () => d.id('print-busy').count(), (n) => n === 0, 30_000)
      }
      assert.ok((await drawn(d)) > 3, `${doc.key} on ${paper} is blank`)
      assert.equal(await d.id('print-problem').count(), 0)
    }
  }
})

flow('pages are turned by buttons, keys and number', {}, async (d) => {
  await d.go('/wall?document=member_roster')
  await drawn(d)
  const count = await pages(d)
  assert.ok(count >= 5, `${count} pages for 300 members`)
  const at = (n) => until(`page ${n}`, () => canvas(d).getAttribute('data-page'), (v) => v === String(n))
  await at(1)
  await d.id('page-next').click()
  await at(2)
  await d.id('preview').focus()
  await d.page.keyboard.press('PageDown')
  await at(3)
  await d.id('page-number').fill(String(count))
  await d.page.keyboard.press('Enter')
  await at(count)
  assert.equal(await d.id('page-next').isEnabled(), false)
  await d.id('page-prev').click()
  await at(count - 1)
  await d.id('zoom-true').click()
  await textOf(d.id('zoom'), /^100%$/)
})

flow('the roster for the wall names nobody\'s numbers; the internal one says that it is internal', {}, async (d) => {
  const members = (await d.cz('list', 'party_members', '--limit', '1000', '--unmask')).rows
  await d.go('/wall?document=member_roster')
  await drawn(d)
  await d.id('audience-internal').click()
  await textOf(d.page.locator('.panel'), /内部资料/)
  await drawn(d)
  const internal = await download(d, () => d.id('save-pdf').click())
  assert.match(internal.name, /花名册.*\.pdf$/)
  assert.equal(internal.bytes.toString('latin1', 0, 5), '%PDF-')
  execFileSync('qpdf', ['--check', internal.path])
  const inside = textOfPDF(internal.path)
  assert.match(inside, /内部资料/)

  await d.id('audience-wall').click()
  await textOf(d.page.locator('.panel'), /贴出去给人看/)
  await until('the wall version', () => d.id('print-busy').count(), (n) => n === 0)
  await d.page.waitForTimeout(600)
  await drawn(d)
  const wall = await download(d, () => d.id('save-pdf').click())
  const outside = textOfPDF(wall.path)
  const found = members.filter((m) => outside.includes(m.name)).length
  assert.ok(found > members.length * 0.7, `only ${found} of ${members.length} names are on the wall`)
  assert.doesNotMatch(outside, /\d{17}[\dX]/, 'a full ID number hangs on the wall')
  for (const m of members) {
    if (m.mobile) assert.ok(!outside.includes(m.mobile), `the mobile number of a member hangs on the wall`)
    if (m.id_number) assert.ok(!outside.includes(m.id_number))
  }
  assert.doesNotMatch(outside, /内部资料/)
})

flow('the choices of a document are remembered, and a large paper is tiled over A4', {}, async (d) => {
  await d.go('/wall?document=org_chart')
  await drawn(d)
  await d.id('paper-A2').click()
  await d.page.waitForTimeout(600)
  await drawn(d)
  await d.id('tile-A4').click()
  await until('several sheets', () => d.id('page-count').innerText(), (t) => Number(t) >= 4, 30_000)
  await d.reload()
  await drawn(d)
  assert.equal(await d.id('paper-A2').getAttribute('aria-checked'), 'true')
})

flow('the month of the duty roster is turned', {}, async (d) => {
  await d.go('/wall?document=duty_roster')
  await drawn(d)
  const month = await d.id('param-month').innerText()
  await d.id('param-month-prev').click()
  await until('another month', () => d.id('param-month').innerText(), (t) => t !== month)
  await d.page.waitForTimeout(600)
  await drawn(d)
  const file = await download(d, () => d.id('save-pdf').click())
  const [, year, number] = /(\d{4})年(\d+)月/.exec(await d.id('param-month').innerText())
  assert.match(textOfPDF(file.path).replace(/\s/g, ''), new RegExp(`${year}年${number}月`))
})

flow('a member card is printed from the record page', {}, async (d) => {
  await d.go('/ledger/party_members')
  await d.id('row-0').dblclick()
  await d.id('history').waitFor()
  const name = (await d.id('page-title').innerText()).trim()
  await d.id('print-member_card').click()
  await drawn(d)
  const file = await download(d, () => d.id('save-pdf').click())
  // A long name may be on two lines of its box.
  const text = textOfPDF(file.path)
  for (const letter of name.replace(/\s/g, '')) assert.ok(text.includes(letter), `${letter} of the name is not on the card`)
})

flow('some pages go to the printer in the size of the paper; a range that is none is named', {}, async (d) => {
  await d.go('/wall?document=member_roster')
  await drawn(d)
  await d.id('print-pages').fill('99')
  await textOf(d.id('problem-pages'), /1 到 \d+/)
  assert.equal(await d.id('print').isEnabled(), false)
  await d.id('print-pages').fill('1-2，5')
  await d.id('print').click()
  const frame = d.page.frameLocator('[data-testid="print-frame"]')
  const sizes = await until('three pictures', () => frame.locator('img').evaluateAll((l) => l.map((i) => i.naturalWidth)), (l) => l.length === 3 && l.every((w) => w > 1500), 30_000)
  assert.equal(new Set(sizes).size, 1)
  assert.match(await frame.locator('style').evaluate((s) => s.textContent), /@page\{size:297mm 210mm;margin:0\}/)
  await d.id('print').waitFor()
})
