// Several PCs, one book: joining, exchanging, deciding, until both are the same.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { join as path } from 'node:path'
import { browser, openDesk } from './lib/desk.mjs'
import { flow } from './lib/flow.mjs'
import { admit, ask, drop, exportPacket, give, importPacket, join, openSync } from './lib/packets.mjs'
import { agree, fill, textOf, told, until } from './lib/page.mjs'
import { idNumber } from './lib/people.mjs'
import { command, makeBook, serve, workFolder } from './lib/program.mjs'

const values = async (d, id) => (await d.cz('show', 'party_members', id)).values

/** also runs a body with a second desk and ends that desk in any case. */
async function also(opening, body) {
  const d = await opening
  try {
    await body(d)
    assert.deepEqual(d.problems, [])
  } finally {
    await d.close()
  }
}

flow('a second PC asks to join, is compared and admitted, and has the whole book', { book: 'demo' }, async (a) => {
  await openSync(a)
  await d1(a)
  await also(openDesk({ book: 'none' }), async (b) => {
    // A name is needed, and nothing is written before there is one.
    await b.id('join-book').click()
    await b.id('make-request').click()
    await textOf(b.id('problem-computer'), /请填这台电脑的名称/)
    await b.id('join-back').click()

    const request = await ask(b, '2号机', '李建国')
    assert.match(request.file.name, /^加入申请-2号机\.czb$/)
    // The wait outlives the page and the program.
    await b.reload()
    assert.equal(await textOf(b.id('fingerprint'), /\w/), request.fingerprint)

    const welcome = await admit(a, request.file)
    assert.equal(welcome.fingerprint, request.fingerprint)
    assert.match(welcome.file.name, /^欢迎包-2号机\.czb$/)
    await a.id('computer-2号机').waitFor()

    // What is no welcome packet is refused in words, and the wait goes on.
    await give(b, b.id('choose-welcome'), { name: '别的.czb', mimeType: 'x', buffer: Buffer.from('这不是欢迎包') })
    await textOf(b.id('join-problem'), /[\u4e00-\u9fff]{4}/)
    await give(b, b.id('choose-welcome'), welcome.file)
    await b.page.waitForURL(/#\/today/)
    await b.page.locator('[data-testid="due-0"]').waitFor()
    assert.equal(await textOf(b.id('replica'), /./), '2号机')
    assert.equal(await textOf(b.id('operator'), /./), '李建国')
    const names = async (d) => (await d.cz('list', 'party_members', '--limit', '400')).rows.map((r) => [r.id, r.name])
    assert.deepEqual(await names(b), await names(a))
  })
})

async function d1(a) {
  await a.id('first-steps').waitFor()
  assert.ok(await a.id('export-packet').isDisabled())
}

flow('edits of different fields meet by themselves, of the same field by a decision; then both PCs are the same', { book: 'new' }, async (a) => {
  const { id } = await a.cz('add', 'party_members', 'name=王芳', 'native_place=湖北武昌')
  await also(join(a), async (b) => {
    await a.cz('--operator', '张红梅', 'set', 'party_members', id, 'native_place=湖北汉口', 'note=独居')
    await b.cz('--operator', '李建国', 'set', 'party_members', id, 'native_place=湖北汉阳', 'skills=书法')
    await b.cz('add', 'party_members', 'name=赵铁柱')

    const fromA = await exportPacket(a)
    assert.match(fromA.name, /仁寿门社区.*\.czb$/)
    await textOf(a.id('export-next'), /交给 2号机/)
    assert.match(await importPacket(b, fromA), /收到 \d+ 次改动/)
    await textOf(b.id('came-party_members-changed'), /修改 1/)
    await textOf(b.id('review-count'), /^1$/)

    // The same file again changes nothing.
    assert.match(await importPacket(b, fromA), /本机都有了/)

    const fromB = await exportPacket(b)
    await openSync(a)
    await drop(a, fromB)
    await textOf(a.id('came-party_members-new'), /新增 1/)
    await textOf(a.id('note-reviews'), /1 处待确认/)
    await a.id('go-reviews').click()
    await textOf(a.id('review-title'), /王芳/)
    assert.equal(await textOf(a.id('value-native_place-0'), /./), '湖北汉口')
    assert.equal(await textOf(a.id('value-native_place-1'), /./), '湖北汉阳')
    await textOf(a.id('version-0'), /本机[\s\S]*张红梅/)
    await textOf(a.id('version-1'), /2号机[\s\S]*李建国/)
    await a.id('take-1').click()
    await told(a, 'done', /用了 2号机 的/)
    await textOf(a.id('empty-state'), /都确认完了/)

    assert.match(await importPacket(b, await exportPacket(a)), /收到 1 次改动/)
    await b.id('review-count').waitFor({ state: 'detached' })
    const want = await values(a, id)
    assert.deepEqual([want.native_place, want.note, want.skills], ['湖北汉阳', '独居', '书法'])
    assert.deepEqual(await values(b, id), want)
    for (const d of [a, b]) {
      assert.deepEqual((await d.cz('packet', 'reviews')).reviews, [])
      assert.deepEqual((await d.cz('check')).problems, [])
    }
    // Who came along stands in the roster.
    await openSync(b)
    await textOf(b.id('computer-1号机'), /齐了/)
  })
})

flow('a decision can be a third value, both, or keeping what another PC deleted', { book: 'new' }, async (a) => {
  const { id } = await a.cz('add', 'party_members', 'name=王芳', 'mobile=13800000101', 'note=起初')
  const gone = (await a.cz('add', 'party_members', 'name=孙堃')).id
  await also(join(a), async (b) => {
    await a.cz('set', 'party_members', id, 'mobile=13800000102', 'note=独居')
    await b.cz('set', 'party_members', id, 'mobile=13800000103', 'note=低保')
    await a.cz('remove', 'party_members', gone)
    await b.cz('set', 'party_members', gone, 'native_place=湖北黄陂')
    await importPacket(a, await exportPacket(b))
    await openSync(a, 'reviews')
    await a.id('review-2').waitFor()
    const open = async (words) => {
      await a.page.locator('[data-testid^="review-"]', { hasText: words }).first().click()
      await textOf(a.id('review'), new RegExp(words))
    }

    // Private values are masked until someone asks for them.
    await open('手机')
    assert.match(await textOf(a.id('value-mobile-0'), /./), /138\*+0102/)
    assert.ok(await a.id('take-edit').isDisabled())
    await a.id('reveal-mobile').click()
    await textOf(a.id('value-mobile-0'), /13800000102/)
    await textOf(a.id('value-mobile-1'), /13800000103/)
    await a.id('take-edit').click()
    // What is doubtful is said where it was typed, and nothing is lost.
    await a.page.locator('#review-mobile').fill('1380000')
    await a.id('review-save').click()
    await textOf(a.id('review-problem'), /11 位/)
    await textOf(a.id('review-save'), /仍然用这个/)
    await a.page.locator('#review-mobile').fill('13800000104')
    await a.id('review-save').click()
    await told(a, 'done', /手机/)

    await open('备注')
    await a.id('take-both').click()
    await told(a, 'done', /两边的都留下了/)

    await textOf(a.id('review'), /删除/)
    await a.id('take-keep').click()
    await told(a, 'done', /留下了/)
    await textOf(a.id('empty-state'), /都确认完了/)
    await a.id('nav-sync').locator('em').waitFor({ state: 'detached' })

    await importPacket(b, await exportPacket(a))
    const want = await values(a, id)
    assert.equal(want.mobile, '13800000104')
    assert.match(want.note, /独居/)
    assert.match(want.note, /低保/)
    assert.deepEqual(await values(b, id), want)
    assert.deepEqual(await values(b, gone), await values(a, gone))
    assert.deepEqual((await b.cz('packet', 'reviews')).reviews, [])
    const logged = await a.page.evaluate(() => window.go.bind.Book.Access(50))
    assert.ok(logged.some((x) => /手机/.test(x.what)))
  })
})

flow('what cannot be taken in is refused with a reason, beside what can; the roster is renamed and thinned out', { book: 'new' }, async (a) => {
  await also(join(a), async (b) => {
    await b.cz('add', 'party_members', 'name=赵铁柱')
    const good = await exportPacket(b)
    const other = await makeBook('none')
    await command(other, 'init', '--name', '新街口社区')
    const stranger = await (async () => {
      const file = path(workFolder(), '别的账套.czb')
      await command(other, 'packet', 'export', '-o', file)
      const { readFileSync } = await import('node:fs')
      return { name: '别的账套.czb', bytes: readFileSync(file) }
    })()
    const half = { name: '一半.czb', bytes: good.bytes.subarray(0, good.bytes.length >> 1) }
    assert.match(await importPacket(a, stranger, half, good), /收到 \d+ 次改动，2 个文件没有收下/)
    await textOf(a.id('refused-0'), /别的账套\.czb[\s\S]*没有收下：[\u4e00-\u9fff]/)
    await textOf(a.id('refused-1'), /一半\.czb[\s\S]*没有收下：[\u4e00-\u9fff]/)
    assert.equal((await a.cz('list', 'party_members')).rows[0].name, '赵铁柱')
    // What came leads to its record.
    await a.id('came-party_members').waitFor()
    await a.page.getByRole('link', { name: '赵铁柱' }).click()
    await textOf(a.id('page-title'), /赵铁柱/)

    await openSync(a)
    await a.id('rename-2号机').click()
    await a.id('computer-name').fill('民政窗口')
    await a.id('save-computer-name').click()
    await a.id('computer-民政窗口').waitFor()
    await importPacket(b, await exportPacket(a))
    await textOf(b.id('replica'), /^民政窗口$/)

    await openSync(a)
    await a.id('remove-民政窗口').click()
    assert.match(await agree(a, '移出'), /不会被收下/)
    await a.id('show-gone').waitFor()
    await b.cz('add', 'party_members', 'name=钱多多')
    await importPacket(a, await exportPacket(b))
    await textOf(a.id('refused-0'), /移出/)
  })
})

flow('the watched folder carries changes by itself', { book: 'new' }, async (a) => {
  const folder = mkdtempSync(path(workFolder(), '共享 '))
  await also(join(a), async (b) => {
    for (const d of [a, b]) {
      await openSync(d, 'folder')
      await d.id('watch-folder').fill(path(folder, '没有'))
      await d.id('watch-on').click()
      await textOf(d.id('watch-problem'), /找不到这个文件夹/)
      await d.id('watch-folder').fill(folder)
      await d.id('watch-on').click()
      await d.id('watch-now').waitFor()
    }
    await a.cz('add', 'party_members', 'name=王芳')
    await a.id('watch-now').click()
    await a.id('import-done').waitFor()
    assert.ok(readdirSync(folder).some((f) => f.endsWith('.czb')))
    await b.id('watch-now').click()
    await textOf(b.id('import-line'), /收到 1 次改动/)
    assert.equal((await b.cz('list', 'party_members')).rows[0].name, '王芳')
  })
})

flow('the form of a record settles a field that waits for a decision', { book: 'new' }, async (a) => {
  const { id } = await a.cz('add', 'party_members', 'name=王芳', 'native_place=湖北武昌')
  await also(join(a), async (b) => {
    await a.cz('set', 'party_members', id, 'native_place=湖北汉口')
    await b.cz('set', 'party_members', id, 'native_place=湖北汉阳')
    await importPacket(a, await exportPacket(b))
    await a.id('review-count').waitFor()
    await a.go(`/ledger/party_members/${id}`)
    await fill(a, 'native_place', '湖北东西湖')
    await a.id('save').click()
    await until('no review', async () => (await a.cz('packet', 'reviews')).reviews.length, (n) => n === 0)
    await importPacket(b, await exportPacket(a))
    assert.equal((await values(b, id)).native_place, '湖北东西湖')
  })
})

flow('fields that move together are one decision', { book: 'new' }, async (a) => {
  const { id } = await a.cz('add', 'party_members', 'name=王芳', 'category=正式党员', 'joined=2012-02-15', 'confirmed=2013-02-15')
  await also(join(a), async (b) => {
    await a.cz('set', 'party_members', id, 'joined=2011-12-01')
    await b.cz('set', 'party_members', id, 'joined=2012-03-10', 'confirmed=2013-03-15')
    await importPacket(a, await exportPacket(b))
    await textOf(a.id('review-count'), /^1$/)
    await openSync(a, 'reviews')
    assert.equal(await textOf(a.id('value-joined-0'), /./), '2011-12-01')
    assert.equal(await textOf(a.id('value-confirmed-1'), /./), '2013-03-15')
    assert.equal(await a.id('take-edit').count(), 0)
    await a.page.keyboard.press('2')
    await textOf(a.id('empty-state'), /都确认完了/)
    const got = await values(a, id)
    assert.deepEqual([got.joined, got.confirmed], ['2012-03-10', '2013-03-15'])
  })
})

flow('one person made on two PCs is offered for merging', { book: 'new' }, async (a) => {
  await also(join(a), async (b) => {
    for (const d of [a, b]) await d.cz('add', 'party_members', 'name=王芳', `id_number=${idNumber('1975-03-16', 16)}`)
    await importPacket(a, await exportPacket(b))
    await textOf(a.id('note-twins-party_members'), /1 对重复的党员/)
    await a.id('note-twins-party_members').getByRole('link').click()
    await a.id('merge').click()
    await agree(a, '合并')
    await told(a, 'done', /合并成一条/)
    await openSync(a)
    await a.id('note-twins-party_members').waitFor({ state: 'detached' })
    await importPacket(b, await exportPacket(a))
    assert.equal((await b.cz('list', 'party_members')).rows.length, 1)
  })
})

flow('a packet opened by double click without a window waits in the served page; a request leads to the fingerprints', { book: 'new' }, async (a) => {
  await also(join(a), async (b) => {
    await b.cz('add', 'party_members', 'name=赵铁柱')
    const packet = await exportPacket(b)
    const keep = (name, bytes) => {
      const file = path(mkdtempSync(path(workFolder(), '优盘 ')), name)
      writeFileSync(file, bytes)
      return file
    }
    const look = async (file, body) => {
      const program = await serve(a.data, file)
      const page = await (await browser()).newPage({ locale: 'zh-CN' })
      try {
        await page.goto(program.address)
        await page.waitForURL(/#\/sync/)
        await body(page)
      } finally {
        await page.close()
        await program.stop()
      }
    }
    await look(keep(packet.name, packet.bytes), async (page) => {
      await textOf(page.getByTestId('offer'), /2号机 的第 \d+ 个包[\s\S]*\d 次改动是新的/)
      assert.equal((await a.cz('list', 'party_members')).rows.length, 0)
      await page.getByTestId('offer-take').click()
      await textOf(page.getByTestId('import-line'), /收到 \d 次改动/)
    })
    assert.equal((await a.cz('list', 'party_members')).rows.length, 1)
    const third = await makeBook('none')
    const request = path(workFolder(), '加入申请-3号机.czb')
    const { fingerprint } = await command(third, 'packet', 'join', '--name', '3号机', '-o', request)
    await look(request, async (page) => assert.equal((await textOf(page.getByTestId('fingerprint'), /\w/)).replace(/\W/g, ''), fingerprint.replace(/\W/g, '')))
  })
})
