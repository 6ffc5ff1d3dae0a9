// Nothing is lost: the recycle bin, the changes page, merging two records.
import assert from 'node:assert/strict'
import { flow } from './lib/flow.mjs'
import { agree, column, openLedger, textOf, told, until } from './lib/page.mjs'

flow('what was deleted lies in the recycle bin and comes back', {}, async (d) => {
  await openLedger(d, 'party_members')
  const names = (await column(d, 'name')).slice(0, 2)
  await d.id('row-0').locator('.pick').click()
  await d.id('row-1').locator('.pick').click()
  await d.page.keyboard.press('Delete')
  await agree(d, '删除')
  await told(d, 'done', /已删除 2 名党员/)

  await d.id('more').click()
  await d.id('more-bin').click()
  await d.id('chip-deleted').waitFor()
  await until('both names', () => column(d, 'name'), (l) => names.every((n) => l.includes(n)))
  await d.id('row-0').click()
  await d.page.keyboard.press('Control+a')
  await d.id('restore').click()
  await told(d, 'done', /已恢复 2 名党员/)
  await textOf(d.id('empty-state'), /回收站是空的/)
  await d.id('leave-bin').click()
  await until('both back in their places', () => column(d, 'name'), (l) => l[0] === names[0] && l[1] === names[1])
})

flow('the changes page says who did what and takes it back', { book: 'new' }, async (d) => {
  const { id } = await d.cz('add', 'party_members', 'name=王芳', 'native_place=湖北')
  await d.cz('set', 'party_members', id, 'native_place=湖北武昌')
  await d.go('/changes')
  const lines = d.page.locator('[data-testid^="change-"]')
  await until('both changes', () => lines.count(), (n) => n >= 2)
  await textOf(lines.first(), /张红梅[\s\S]*修改[\s\S]*1 条/)
  await lines.first().getByText('撤销', { exact: true }).click()
  await agree(d, '撤销 1 条')
  await told(d, 'done', /已撤销，恢复了 1 条/)
  assert.equal((await d.cz('show', 'party_members', id)).values.native_place, '湖北')
  await until('the mark', () => lines.allInnerTexts(), (l) => l.some((t) => t.includes('已撤销')))
})

flow('an undo keeps what was changed since and says so', { book: 'new' }, async (d) => {
  const { id } = await d.cz('add', 'party_members', 'name=王芳', 'native_place=湖北', 'school=甲校')
  const first = await d.cz('set', 'party_members', id, 'native_place=湖北武昌', 'school=乙校')
  await d.cz('set', 'party_members', id, 'school=丙校')
  await d.go('/changes')
  await d.id(`undo-${first.change}`).click()
  await agree(d, '撤销 1 条')
  await textOf(d.id('kept'), /王芳[\s\S]*毕业院校/)
  const values = (await d.cz('show', 'party_members', id)).values
  assert.equal(values.native_place, '湖北')
  assert.equal(values.school, '丙校')
})

flow('two records of one person are compared and merged, nothing is lost, and the merge can be undone', { book: 'new' }, async (d) => {
  const a = await d.cz('add', 'party_members', 'name=王芳', 'birth=1975-03-16', 'native_place=湖北武昌', 'school=甲校')
  const b = await d.cz('add', '--despite-twins', 'party_members', 'name=王芳', 'birth=1975-03-16', 'former_name=王秀芳', 'school=乙校')
  await d.go('/ledger/party_members')
  await d.id('more').click()
  await d.id('more-twins').click()
  await d.id('pair-0').waitFor()
  await textOf(d.id('pair-0'), /王芳[\s\S]*疑似[\s\S]*姓名和出生日期相同/)
  await textOf(d.id('compare-school'), /甲校[\s\S]*乙校|乙校[\s\S]*甲校/)
  const side = (await d.id('take-school-a').innerText()).includes('乙校') ? 'a' : 'b'
  await d.id(`take-school-${side}`).click()
  assert.equal(await d.id(`take-school-${side}`).getAttribute('aria-pressed'), 'true')
  await d.id('merge').click()
  assert.match(await agree(d, '合并'), /回收站/)
  const done = await told(d, 'done', /已合并成一条/)
  await textOf(d.id('empty-state'), /没有疑似重复/)

  const rows = (await d.cz('list', 'party_members')).rows
  assert.equal(rows.length, 1)
  const values = (await d.cz('show', 'party_members', rows[0].id)).values
  assert.deepEqual([values.native_place, values.former_name, values.school, values.birth], ['湖北武昌', '王秀芳', '乙校', '1975-03-16'])

  await done.getByTestId('notice-action').click()
  await d.id('pair-0').waitFor()
  const back = (await d.cz('list', 'party_members')).rows
  assert.equal(back.length, 2)
  const of = (id) => back.find((r) => r.id === id)
  assert.deepEqual([of(a.id).school, of(a.id).former_name, of(b.id).school, of(b.id).native_place], ['甲校', '', '乙校', ''])

  await d.id('not-twins').click()
  await textOf(d.id('empty-state'), /没有疑似重复/)
  await d.reload()
  await textOf(d.id('empty-state'), /没有疑似重复/)
})
