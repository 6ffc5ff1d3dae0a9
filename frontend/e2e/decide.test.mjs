// Questions about whole records: what one PC deletes, merges or refers to while
// another one edits, merges the other way round or deletes.
import assert from 'node:assert/strict'
import { flow } from './lib/flow.mjs'
import { exportPacket, importPacket, join, openSync } from './lib/packets.mjs'
import { textOf, told } from './lib/page.mjs'
import { idNumber } from './lib/people.mjs'

const shot = async (d, name) => process.env.SHOTS && (await d.page.screenshot({ path: `${process.env.SHOTS}/${name}.png` }))
const values = async (d, register, id) => (await d.cz('show', register, id)).values

async function two(a, body) {
  const b = await join(a)
  try {
    await body(b)
    assert.deepEqual(b.problems, [])
  } finally {
    await b.close()
  }
}

flow('a merge against an edit shows what was edited; deleting takes along what refers to it', { book: 'new' }, async (a) => {
  const number = idNumber('1975-03-16', 16)
  const keep = (await a.cz('add', 'party_members', 'name=王芳', `id_number=${number}`)).id
  const drop = (await a.cz('add', 'party_members', 'name=王方', 'mobile=13800000101', 'native_place=湖北武昌')).id
  await two(a, async (b) => {
    await a.cz('merge', 'party_members', keep, drop)
    await b.cz('set', 'party_members', drop, 'mobile=13800000102', 'native_place=湖北汉口')
    const award = (await b.cz('add', 'awards', `member=${drop}`, 'name=优秀党员')).id
    await importPacket(a, await exportPacket(b))
    await openSync(a, 'reviews')
    await textOf(a.id('review-title'), /王方/)
    await textOf(a.id('review'), /并入了“王芳”/)
    assert.equal(await textOf(a.id('before-native_place'), /./), '湖北武昌')
    assert.equal(await textOf(a.id('now-native_place'), /./), '湖北汉口')
    assert.match(await textOf(a.id('now-mobile'), /./), /138\*+0102/)
    await shot(a, 'merge-against-edit')
    await a.id('reveal-mobile').click()
    await textOf(a.id('before-mobile'), /13800000101/)
    await textOf(a.id('now-mobile'), /13800000102/)
    assert.match(await a.id('review-into').getAttribute('href'), new RegExp(keep))
    await textOf(a.id('take-keep'), /保留这条/)
    await textOf(a.id('take-delete'), /仍然删除（已并入 王芳）/)
    await a.id('take-delete').click()
    await textOf(a.id('empty-state'), /都确认完了/)
    assert.equal((await values(a, 'awards', award)).member, keep)
    await importPacket(b, await exportPacket(a))
    assert.equal((await values(b, 'awards', award)).member, keep)
    assert.deepEqual((await b.cz('packet', 'reviews')).reviews, [])
  })
})

flow('of two records of one person each PC deletes the other one: which one stays is asked', { book: 'new' }, async (a) => {
  const one = (await a.cz('add', 'party_members', 'name=王芳', 'mobile=13800000101', 'native_place=湖北武昌')).id
  const other = (await a.cz('add', 'party_members', 'name=王芳', 'mobile=13800000101', 'note=独居')).id
  await two(a, async (b) => {
    await a.cz('merge', 'party_members', one, other)
    await b.cz('merge', 'party_members', other, one)
    await importPacket(a, await exportPacket(b))
    await openSync(a, 'reviews')
    const list = (await a.cz('packet', 'reviews')).reviews
    await a.page.locator('[data-testid^="review-"]', { hasText: '留哪一条' }).first().click()
    await textOf(a.id('version-0'), /本机[\s\S]*留的这条/)
    await textOf(a.id('version-1'), /2号机[\s\S]*留的这条/)
    await shot(a, 'which-stays')
    assert.ok(list.some((r) => r.field === '~pair'))
    await a.id('take-0').click()
    await told(a, 'done', /留下了一条/)
    await importPacket(b, await exportPacket(a))
    for (const d of [a, b]) assert.deepEqual((await d.cz('list', 'party_members')).rows.map((r) => r.id), [one])
  })
})

flow('what refers to a merged record is put right with one press', { book: 'new' }, async (a) => {
  const keep = (await a.cz('add', 'party_members', 'name=王芳')).id
  const drop = (await a.cz('add', 'party_members', 'name=王方')).id
  await two(a, async (b) => {
    await a.cz('merge', 'party_members', keep, drop)
    const award = (await b.cz('add', 'awards', `member=${drop}`, 'name=优秀党员')).id
    await importPacket(a, await exportPacket(b))
    await textOf(a.id('review-count'), /^1$/)
    await openSync(a, 'reviews')
    await textOf(a.id('refs'), /王方[\s\S]*奖惩/)
    await shot(a, 'refers-to-merged')
    await a.id('repoint').click()
    await textOf(a.id('empty-state'), /都确认完了/)
    assert.equal((await values(a, 'awards', award)).member, keep)
    await a.id('review-count').waitFor({ state: 'detached' })
  })
})
