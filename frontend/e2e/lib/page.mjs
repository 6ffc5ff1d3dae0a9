// What a person does on the page, in the words of the page.
import assert from 'node:assert/strict'

/** until waits for a condition that is no element; it asserts with the last value seen. */
export async function until(what, read, test, ms = 15_000) {
  const end = Date.now() + ms
  for (;;) {
    const value = await read()
    if (test(value)) return value
    if (Date.now() > end) assert.fail(`waited in vain for ${what}; last seen: ${JSON.stringify(value)}`)
    await new Promise((done) => setTimeout(done, 50))
  }
}

/** textOf waits until an element says what the pattern wants, and gives its text. */
export const textOf = (locator, pattern) => until(`${locator} to say ${pattern}`, async () => ((await locator.count()) ? (await locator.first().innerText()).trim() : ''), (t) => pattern.test(t))

/** told waits for a message at the bottom of the page and gives its text. */
export async function told(d, tone, pattern) {
  const notice = d.id(`notice-${tone}`).filter({ hasText: pattern })
  await notice.first().waitFor()
  return notice.first()
}

/** agree answers the question now asked with its verb. */
export async function agree(d, verb) {
  const yes = d.id('ask-yes')
  await yes.waitFor()
  assert.equal((await yes.innerText()).trim(), verb)
  const text = await d.id('ask-text').innerText()
  await yes.click()
  await yes.waitFor({ state: 'hidden' })
  return text
}

/** choose picks an option of a select box by its words; what is typed first narrows the list. */
export async function choose(d, testid, words, typed = '') {
  const box = d.page.locator(`[data-testid="${testid}"]`)
  await box.click()
  if (typed) await box.locator('input').fill(typed)
  const options = d.page.locator('.el-select-dropdown__item:visible')
  await options.filter({ hasText: words }).first().click()
}

/** openLedger opens the list of a register and waits for its first row. */
export async function openLedger(d, register, query = '') {
  await d.go(`/ledger/${register}${query}`)
  await d.page.locator('[data-testid="row-0"][data-id]').waitFor()
}

/** column gives the texts of one column, from the rows that are drawn, by row number. */
export const column = (d, key) => d.page.locator(`[role="row"][data-id] [data-testid="cell-${key}"]`).allInnerTexts()

/** openFirst opens the record page of the first row. */
export async function openFirst(d) {
  await d.id('row-0').dblclick()
  await d.id('history').waitFor()
}

/** field is the text box of a field in a form. */
export const field = (d, key) => d.page.locator(`#f-${key}`)

/** fill types into a text box and leaves it. */
export async function fill(d, key, text) {
  await field(d, key).fill(text)
  await field(d, key).blur()
}

/** file hands a file to the next choice of the page, as the browser's dialog would. */
export async function giveFile(d, button, file) {
  const [chooser] = await Promise.all([d.page.waitForEvent('filechooser'), button.click()])
  await chooser.setFiles(file)
}

/** download presses a button and gives the bytes and the name of the file that comes. */
export async function download(d, press) {
  const [file] = await Promise.all([d.page.waitForEvent('download'), press()])
  const { readFile } = await import('node:fs/promises')
  const path = await file.path()
  return { name: file.suggestedFilename(), path, bytes: await readFile(path) }
}

/** paste puts text on the clipboard and presses Ctrl+V. */
export async function paste(d, text) {
  await d.page.evaluate((t) => navigator.clipboard.writeText(t), text)
  await d.page.keyboard.press('Control+v')
}
