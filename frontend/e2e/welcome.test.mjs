// From nothing to a book: the welcome page, the empty states, the demo, and a
// book that cannot be opened.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { flow } from './lib/flow.mjs'
import { giveFile, textOf, until } from './lib/page.mjs'
import { brokenBook, command, makeBook, workFolder } from './lib/program.mjs'

flow('a first start asks for the community, makes the book, and every place says what to do while it is empty', { book: 'none' }, async (d) => {
  await d.id('welcome').waitFor()
  // The name is what a community has: without it there is no book.
  await d.id('create-book').click()
  await textOf(d.id('problem-community'), /请填社区的名称/)
  await d.id('community').fill('仁寿门社区')
  await d.id('operator-name').fill('张红梅')
  await d.page.keyboard.press('Enter')
  await d.id('choose-import').waitFor()
  await d.id('choose-later').click()

  await textOf(d.id('page-title'), /^仁寿门社区$/)
  assert.equal((await d.id('operator').innerText()).trim(), '张红梅')
  await d.id('today-empty').waitFor()
  await d.id('nav-ledger').click()
  await textOf(d.id('empty-state'), /还没有/)
  await d.id('empty-create').waitFor()
  await d.id('empty-import').click()
  await d.id('choose-file').waitFor()

  await d.go('/ledger/residents')
  await textOf(d.id('empty-state'), /还没有居民/)
  await d.go('/twins/party_members')
  await textOf(d.id('empty-state'), /没有疑似重复/)
  await d.go('/tree/organizations')
  await d.page.locator('[data-testid="tree"], [data-testid="empty-state"]').first().waitFor()
  await d.id('nav-wall').click()
  await d.id('document-member_roster').waitFor()
  await d.id('nav-settings').click()
  await textOf(d.id('community-name'), /仁寿门社区/)

  // What was made is on the disk: another start finds it.
  const answer = await d.cz('list', 'party_members')
  assert.deepEqual(answer.rows, [])
  await d.reload()
  await textOf(d.id('operator'), /张红梅/)
})

flow('joining that was pressed before the program told of a waiting request stays pressed', { book: 'none' }, async (d) => {
  let answer
  await d.page.route('**/call/Sync.Pending', async (route) => {
    await new Promise((done) => (answer = done))
    await route.continue()
  })
  await d.reload()
  await d.id('join-book').click()
  await d.id('computer').waitFor()
  const answered = d.page.waitForResponse(/Sync\.Pending/)
  answer()
  await answered
  await d.id('computer').fill('2号机')
  await d.page.waitForTimeout(200)
  assert.equal(await d.id('computer').inputValue(), '2号机')
})

flow('an empty book is filled with the made-up community from the welcome page', { book: 'new' }, async (d) => {
  await d.id('empty-demo').click()
  await d.id('choose-demo').click()
  await d.id('today').waitFor({ timeout: 60_000 })
  await d.page.locator('[data-testid="due-0"]').waitFor()
  await d.id('nav-ledger').click()
  await until('about 300 members', () => d.id('page-note').innerText(), (t) => /共 (29\d|3\d\d) 名/.test(t))
})

flow('a book that is no database is not touched; the page says what to do', { book: 'broken' }, async (d) => {
  await d.id('book-problem').waitFor()
  assert.equal(await d.id('book-problem').getAttribute('data-code'), 'damaged')
  await textOf(d.id('book-problem'), /接下来怎么办[\s\S]*备份/)
  assert.equal(readFileSync(join(d.data, 'book.db'), 'utf8'), brokenBook)
})

flow('a book of a newer version is refused with an explanation, and not touched', { book: 'newer' }, async (d) => {
  const before = readFileSync(join(d.data, 'book.db'))
  await d.id('book-problem').waitFor()
  assert.equal(await d.id('book-problem').getAttribute('data-code'), 'newer')
  await textOf(d.id('book-problem'), /新版城砖[\s\S]*接下来怎么办/)
  await d.id('book-retry').click()
  await d.id('book-problem').waitFor()
  assert.ok(before.equals(readFileSync(join(d.data, 'book.db'))))
})

flow('a backup of another PC is restored from the welcome page; what is no backup is refused', { book: 'none' }, async (d) => {
  const other = await makeBook('new')
  const { id } = await command(other, 'add', 'party_members', 'name=王芳', 'native_place=湖北武昌')
  const backup = join(workFolder(), '二号机的备份.czbak')
  await command(other, 'backup', '-o', backup)
  const wrong = join(workFolder(), '不是备份.czbak')
  writeFileSync(wrong, '这只是一段文字')

  await giveFile(d, d.id('restore-backup'), wrong)
  await textOf(d.id('create-problem'), /[\u4e00-\u9fff]{4}/)
  await giveFile(d, d.id('restore-backup'), backup)
  await d.id('welcome').waitFor({ state: 'detached' }).catch(() => d.id('choose-later').click())
  await d.go(`/ledger/party_members/${id}`)
  await textOf(d.id('page-title'), /^王芳$/)
  assert.equal((await d.cz('show', 'party_members', id)).values.native_place, '湖北武昌')
})
