// Which PC is which: a copied PC is asked, a removed one comes back.
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync } from 'node:fs'
import { join as path } from 'node:path'
import { openDesk } from './lib/desk.mjs'
import { flow } from './lib/flow.mjs'
import { admit, exportPacket, give, importPacket, join, openSync } from './lib/packets.mjs'
import { agree, download, textOf, told } from './lib/page.mjs'
import { workFolder } from './lib/program.mjs'

/** copied ends a desk and opens its data folder and a copy of it. */
async function copied(d) {
  await d.context.close()
  await d.program.stop()
  const copy = path(mkdtempSync(path(workFolder(), '复制 ')), '数据')
  cpSync(d.data, copy, { recursive: true })
  return [await openDesk({ data: d.data }), await openDesk({ data: copy })]
}

const roster = async (d) => (await d.cz('packet', 'replicas')).replicas.filter((c) => c.removed === '').map((c) => c.name).sort()

flow('a copied PC asks which one it is until it is told, and that can be taken back', { book: 'new' }, async (a) => {
  const [b, c] = await copied(await join(a))
  try {
    await c.cz('add', 'party_members', 'name=赵铁柱')
    await importPacket(a, await exportPacket(c))
    await openSync(c)
    await textOf(c.id('identity'), /原来属于“2号机”/)
    await c.reload()
    await openSync(c)
    await c.id('identity-same').click()
    await told(c, 'done', /本机就是 2号机/)
    await c.id('identity').waitFor({ state: 'detached' })
    await textOf(c.id('replica'), /^2号机$/)
    await importPacket(a, await exportPacket(c))
    assert.deepEqual(await roster(a), ['1号机', '2号机'])
    await textOf(a.id('computer-2号机'), /也是 2号机-2/)

    // It was wrong: from another PC of the book it is parted again.
    await a.id('same-2号机').click()
    await a.id('apart-2号机-2').click()
    await a.id('computer-2号机-2').waitFor()
    assert.deepEqual(await roster(a), ['1号机', '2号机', '2号机-2'])
    await importPacket(c, await exportPacket(a))
    await textOf(c.id('replica'), /^2号机-2$/)
    // And joined once more, for others.
    await a.id('same-2号机-2').click()
    assert.ok(await a.id('same-as-2号机').isChecked())
    await a.id('same-go').click()
    await a.id('computer-2号机-2').waitFor({ state: 'detached' })
    assert.deepEqual(await roster(a), ['1号机', '2号机'])
    assert.deepEqual([...b.problems, ...c.problems], [])
  } finally {
    await b.close()
    await c.close()
  }
})

flow('a copy that is another PC says so and is given a name', { book: 'new' }, async (a) => {
  const [b, c] = await copied(await join(a))
  try {
    await exportPacket(c)
    await c.id('identity-other').click()
    await c.id('own-name').fill('民政窗口')
    await c.id('identity-other-go').click()
    await c.id('identity').waitFor({ state: 'detached' })
    await textOf(c.id('replica'), /^民政窗口$/)
    await importPacket(a, await exportPacket(c))
    assert.deepEqual(await roster(a), ['1号机', '2号机', '民政窗口'].sort())
    assert.deepEqual(c.problems, [])
  } finally {
    await b.close()
    await c.close()
  }
})

flow('a removed PC asks again, is recognized, and its work meanwhile comes in', { book: 'new' }, async (a) => {
  const b = await join(a)
  try {
    await openSync(a)
    await a.id('remove-2号机').click()
    await agree(a, '移出')
    await a.id('show-gone').waitFor()
    await b.cz('add', 'party_members', 'name=钱多多')
    const meanwhile = await exportPacket(b)
    await importPacket(a, meanwhile)
    await textOf(a.id('refused-0'), /移出[\s\S]*重新申请加入/)

    await openSync(b)
    await b.id('rejoin-open').click()
    const file = await download(b, () => b.id('rejoin-go').click())
    const fingerprint = await textOf(b.id('fingerprint'), /\w/)
    await b.id('rejoin-close').click()
    await openSync(a)
    await a.id('add-computer').click()
    await give(a, a.id('choose-request'), file)
    await textOf(a.id('request-removed'), /“2号机”已在 .* 移出名册/)
    assert.equal(await textOf(a.id('fingerprint'), /\w/), fingerprint)
    await a.id('admit-no').click()

    const welcome = await admit(a, file)
    assert.equal(welcome.fingerprint, fingerprint)
    await a.id('computer-2号机').waitFor()
    await importPacket(b, welcome.file)
    assert.match(await importPacket(a, meanwhile), /收到 \d 次改动/)
    assert.equal((await a.cz('list', 'party_members')).rows[0].name, '钱多多')
    await importPacket(a, await exportPacket(b))
    assert.deepEqual(await roster(a), ['1号机', '2号机'])
    assert.deepEqual(b.problems, [])
  } finally {
    await b.close()
  }
})
