// Photos: with a visit while it is written down, and on the page of a record.
import assert from 'node:assert/strict'
import { flow } from './lib/flow.mjs'
import { agree, download, told, until } from './lib/page.mjs'
import { give } from './lib/packets.mjs'
import { street } from './lib/street.mjs'

const shown = (d, id) => until(`${id} is drawn`, () => d.id(id).evaluate((i) => i.naturalWidth), (w) => w > 0)

flow('a visit is written down with photos, which are shrunk and stand on its page', { book: 'demo' }, async (d) => {
  const large = await street(d.page, 3000, 2000)
  assert.ok(large.buffer.length > 200_000)
  await d.go('/visits')
  await d.id('entry-talk').fill('楼道灯不亮，老人晚上不敢下楼')
  await d.id('entry-unit').fill('仁寿门便民超市')
  await give(d, d.id('photo-add'), large, { name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('不是照片') })
  await told(d, 'warn', /说明\.txt”不是照片/)
  await shown(d, 'photo-draft-0')
  assert.equal(await d.id('photo-draft-1').count(), 0)
  // A screenshot comes by Ctrl V, wherever the cursor is.
  await d.page.evaluate(async (body) => {
    const t = new DataTransfer()
    t.items.add(new File([Uint8Array.from(atob(body), (c) => c.charCodeAt(0))], 'image.png', { type: 'image/jpeg' }))
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: t, bubbles: true, cancelable: true }))
  }, (await street(d.page, 400, 300, 1)).buffer.toString('base64'))
  await shown(d, 'photo-draft-1')
  await d.id('photo-draft-0').locator('..').locator('input').fill('三单元门厅')
  await d.id('save').click()
  await told(d, 'done', /已记/)
  assert.equal(await d.id('photo-draft-0').count(), 0)

  await d.id('recent').locator('a').first().click()
  await d.id('photos').waitFor()
  assert.match(await d.id('photo-count').innerText(), /2 张/)
  await until('the first photo is drawn', () => d.id('photo-0').locator('img').evaluate((i) => `${i.naturalWidth} ${i.naturalHeight}`), (s) => s === '1280 853')
  assert.match(await d.id('photo-0').innerText(), /三单元门厅/)
  // Photos belong to the change of the visit: one undo takes all back.
  const { changes } = await d.cz('changes', '--limit', '1')
  assert.match(changes[0].note, /记走访/)
})

flow('photos of a project: added by dropping, told apart, saved, removed and brought back', { book: 'demo' }, async (d) => {
  const { rows } = await d.cz('list', 'projects', '--limit', '1')
  await d.go(`/ledger/projects/${rows[0].id}`)
  await d.id('photos').waitFor()
  const before = await d.id('photo-0').count()
  await give(d, d.id('photo-add'), await street(d.page, 1600, 1200), await street(d.page, 900, 1600, 2))
  await told(d, 'done', /已添加照片 2 张/)
  await d.id(`photo-${before}`).click()
  await shown(d, 'photo-large')
  await d.id('photo-stage').selectOption({ label: '实施前' })
  await d.id('photo-caption').fill('改造前的小广场')
  await d.id('photo-next').click()
  await d.id('photo-stage').selectOption({ label: '实施后' })
  const file = await download(d, () => d.id('photo-save').click())
  assert.deepEqual([...file.bytes.subarray(0, 3)], [0xff, 0xd8, 0xff])
  await d.id('photo-close').click()
  await until('what was said', () => d.id(`photo-${before}`).innerText(), (t) => /实施前 · 改造前的小广场/.test(t))

  await d.id(`photo-${before + 1}`).click()
  await d.id('photo-remove').click()
  await agree(d, '删除')
  await told(d, 'done', /已删除照片/)
  await d.id('photo-close').click()
  await until('one photo is left', () => d.id('photo-count').innerText(), (t) => t.includes(`${before + 1} 张`))
  await d.page.getByRole('button', { name: '撤销' }).click()
  await until('both are back', () => d.id('photo-count').innerText(), (t) => t.includes(`${before + 2} 张`))
  const { photos } = await d.cz('photos', 'list', 'projects', rows[0].id)
  assert.deepEqual(photos.slice(before).map((p) => [p.stage, p.caption]), [['实施前', '改造前的小广场'], ['实施后', '']])
})
