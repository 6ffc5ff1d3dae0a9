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
  // Whether something is drawn: a page is white, its text is not.
  function inked(canvas) {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    let dark = 0
    for (let i = 0; i < data.length; i += 16) if (data[i + 3] > 0 && data[i + 1] < 200) dark++
    return dark > 200
  }
  async function step(name, work) {
    await work()
    if (errors.length) throw new Error(`script errors after "${name}": ${errors.join(' | ')}`)
    emit('selftest:mark', name)
  }
  // A key as the page hears it when nothing has the focus.
  const press = (key, more = {}) => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
  const changes = () => document.querySelectorAll('[data-testid="history"] li')
  const says = (id, pattern) => all(id).some((e) => pattern.test(e.innerText))
  const matched = () => Number(/(\d+)\D*$/.exec(one('page-note')?.innerText ?? '')?.[1] ?? -1)
  let person = ''

  try {
    await step('first page with data', async () => {
      await wait('the community', () => one('page-title')?.innerText.trim())
      await wait('what is due', () => one('due-0'))
    })
    await step('ledger with rows', async () => {
      await click('nav-ledger')
      await click('register-party_members')
      await wait('the rows', () => one('row-0')?.dataset.id)
      if (all('cell-name').length < 10) throw new Error(`only ${all('cell-name').length} rows drawn`)
      person = all('cell-name')[0].innerText.trim()
    })
    await step('list scrolled to its end and back, narrowed by pinyin', async () => {
      const table = one('table')
      const count = Number(table.getAttribute('aria-rowcount')) - 1
      table.scrollTop = table.scrollHeight
      await wait('the last row', () => one(`row-${count - 1}`)?.dataset.id)
      table.scrollTop = 0
      await wait('the first row', () => one('row-0')?.dataset.id)
      type(one('filter-text'), 'zhang')
      await wait('fewer rows', () => matched() > 0 && matched() < count)
      type(one('filter-text'), '')
      await wait('all rows', () => matched() === count && one('row-0')?.dataset.id)
    })
    await step('row copied to the clipboard of the desktop', async () => {
      one('row-0').click()
      await wait('the reading pane', () => one('pane-title')?.innerText.trim() === person)
      document.dispatchEvent(new ClipboardEvent('copy', { bubbles: true, cancelable: true }))
      await wait('the message', () => says('notice-done', /已复制 1 行/))
      const text = await window.runtime.ClipboardGetText()
      if (!text.includes(person)) throw new Error('the clipboard does not hold the row')
    })
    await step('record opened, changed and saved', async () => {
      one('row-0').dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))
      const box = await wait('the form', () => document.getElementById('f-former_name'))
      await wait('the history', () => changes().length > 0)
      const before = changes().length
      type(box, '自检改名')
      await wait('the mark of a change', () => one('dirty'))
      press('s', { ctrlKey: true })
      await wait('the change in the history', () => changes().length > before && !one('dirty') && changes()[0].innerText.includes('自检改名'))
    })
    await step('the change taken back', async () => {
      const before = changes().length
      await click('undo-former_name')
      await click('ask-yes')
      await wait('the former value', () => changes().length > before && document.getElementById('f-former_name')?.value !== '自检改名')
    })
    await step('person found from anywhere', async () => {
      await click('nav-today')
      await wait('what is due', () => one('due-0'))
      press('k', { ctrlKey: true })
      type(await wait('the search box', () => one('palette-input')), person)
      await wait('a hit', () => one('hit-0')?.innerText.includes(person))
      one('hit-0').click()
      await wait('the record of the hit', () => one('page-title')?.innerText.trim() === person)
    })
    await step('rows pasted and imported', async () => {
      location.hash = '#/ledger/party_members'
      await wait('the rows', () => one('row-0')?.dataset.id)
      document.activeElement?.blur?.()
      const data = new DataTransfer()
      data.setData('text/plain', '姓名\t性别\t出生年月\n自检　甲\t女\t1975.3.16\n自检乙\t男\t1980年5月\n')
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
      await wait('the header found', () => says('header-words', /2/))
      await click('next')
      await wait('the columns', () => one('column-0'))
      await click('next')
      await wait('the check', () => /^2/.test(one('count-create')?.innerText.trim() ?? '') && !one('next').disabled)
      await click('next')
      await wait('the result', () => one('result-新增')?.innerText.trim() === '2')
    })
    await step('document drawn in the print desk', async () => {
      await click('nav-wall')
      await click('document-member_roster')
      const canvas = await wait('the first page', () => one('page-canvas'))
      await wait('the number of pages', () => Number(one('page-count')?.innerText) > 1)
      await wait('ink on the page', () => inked(one('page-canvas') ?? canvas))
      await click('page-next')
      await wait('the second page', () => one('page-canvas')?.dataset.page === '2' && inked(one('page-canvas')))
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
      await click('size-huge')
      await wait('larger letters', () => parseFloat(getComputedStyle(document.documentElement).fontSize) > 18)
      for (const place of ['today', 'ledger', 'wall', 'settings']) {
        await click(`nav-${place}`)
        await pause(300)
        const main = one('main')
        if (main.scrollWidth > main.clientWidth + 1) throw new Error(`${place} is too wide with the largest letters: ${main.scrollWidth} in ${main.clientWidth}`)
      }
      await click('size-standard')
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
