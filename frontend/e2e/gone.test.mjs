// The program is gone: the page says so in words, at once, wherever one is.
import assert from 'node:assert/strict'
import { flow } from './lib/flow.mjs'
import { field, openFirst, openLedger, textOf, told } from './lib/page.mjs'

flow('when the program has ended, the page says what happened and keeps what was typed', {}, async (d) => {
  d.allow(/Failed to load resource|ERR_CONNECTION/)
  await openLedger(d, 'party_members')
  await openFirst(d)
  await field(d, 'former_name').fill('王小芳')
  await d.program.kill()
  await d.page.keyboard.press('Control+s')
  await textOf(await told(d, 'error', /连不上城砖|连接断了/), /重新打开/)
  assert.equal(await field(d, 'former_name').inputValue(), '王小芳')

  await d.page.keyboard.press('Control+k')
  await d.id('palette-input').fill('wang')
  await textOf(d.id('palette'), /连不上城砖|连接断了/)
})
