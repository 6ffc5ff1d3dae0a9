// Runs inside the real web view of the window, on a demo book. It does what a
// person does, by clicks and keys, and tells the program each step that worked;
// at the end 'ok', or what went wrong and what the page showed.
(async () => {
  'use strict'
  const emit = (event, text) => window.runtime.EventsEmit(event, text)
  const pause = (ms) => new Promise((done) => setTimeout(done, ms))
  const all = (id) => [...document.querySelectorAll(`[data-testid="${id}"]`)]
  const one = (id) => all(id)[0]
  const errors = []
  window.addEventListener('error', (e) => errors.push(e.message))
  window.addEventListener('unhandledrejection', (e) => errors.push(String(e.reason)))

  async function wait(what, test, ms = 20000) {
    const end = Date.now() + ms
    for (;;) {
      const found = test()
      if (found) return found
      const alert = one('error-state')
      if (alert) throw new Error(`instead of ${what} an error: ${alert.innerText}`)
      if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
      await pause(25)
    }
  }
  const click = async (id) => (await wait(id, () => one(id))).click()
  function type(box, text) {
    box.focus()
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(box, text)
    box.dispatchEvent(new Event('input', { bubbles: true }))
    box.dispatchEvent(new Event('change', { bubbles: true }))
  }
  async function step(name, work) {
    await work()
    if (errors.length) throw new Error(`script errors after "${name}": ${errors.join(' | ')}`)
    emit('selftest:mark', name)
  }
  const record = '[data-testid="history"]'
  const history = () => document.querySelectorAll(`${record} li`).length
  let person = ''

  try {
    await step('first page with data', async () => {
      await wait('the community', () => one('page-title')?.innerText.trim())
      await wait('what is due', () => one('today-line'))
    })
    await step('ledger with rows', async () => {
      location.hash = '#/ledger/party_members'
      await wait('the rows', () => one('row-0')?.dataset.id)
      if (all('cell-name').length < 10) throw new Error(`only ${all('cell-name').length} rows drawn`)
      person = all('cell-name')[0].innerText.trim()
    })
    await step('record opened, changed and saved', async () => {
      one('row-0').dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))
      const box = await wait('the form', () => document.getElementById('f-former_name'))
      await wait('the history', () => history() > 0)
      const before = history()
      type(box, '自检改名')
      await wait('the mark of a change', () => one('dirty'))
      await click('save')
      await wait('the change in the history', () => history() > before && !one('dirty'))
    })
    await step('person found from anywhere', async () => {
      await click('search')
      type(await wait('the search box', () => one('palette-input')), person)
      await wait('a hit', () => one('hit-0')?.innerText.includes(person))
      one('hit-0').click()
      await wait('the record of the hit', () => document.getElementById('f-former_name'))
    })
    await step('document drawn in the print desk', async () => {
      await click('nav-wall')
      await click('document-member_roster')
      await wait('the first page', () => document.querySelector('[data-testid="preview"] canvas'))
      await wait('the number of pages', () => Number(one('page-count')?.innerText) > 0)
    })
    await step('PDF fetched from the program', async () => {
      const made = await window.go.bind.Print.Render({ document: 'member_roster', paper: 'A4', orientation: '', tile: '', audience: 'internal', theme: '', answers: [] })
      const answer = await fetch(`/files/${made.file.token}/${encodeURIComponent(made.file.name)}`)
      const head = String.fromCharCode(...new Uint8Array(await answer.arrayBuffer()).slice(0, 5))
      if (!answer.ok || head !== '%PDF-') throw new Error(`status ${answer.status}, it begins with ${head}`)
    })
    await step('settings', async () => {
      await click('nav-settings')
      await wait('the settings', () => one('main')?.innerText.includes('操作员'))
    })
    await step('a refused call says why in Chinese', async () => {
      try {
        await window.go.bind.Records.Find('party_members', 'no-such-id')
      } catch (e) {
        const { code, message } = JSON.parse(e.message)
        if (code && /[\u4e00-\u9fff]/.test(message)) return
        throw new Error(`error ${e.message}`)
      }
      throw new Error('it was not refused')
    })
    emit('selftest', 'ok')
  } catch (e) {
    emit('selftest', `${e.message ?? e}\nat ${location.hash}\nscript errors: ${errors.join(' | ') || 'none'}\nthe page shows: ${document.body.innerText.slice(0, 600)}`)
  }
})()
