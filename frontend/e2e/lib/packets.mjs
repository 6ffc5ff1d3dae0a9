// Two PCs that share one book, as their people do it: by files.
import { openDesk } from './desk.mjs'
import { download, textOf } from './page.mjs'

/** carry makes a downloaded file choosable on another PC, under its own name. */
export const carry = (file) => ({ name: file.name, mimeType: 'application/octet-stream', buffer: file.bytes })

/** give hands files to the next choice of a page. */
export async function give(d, button, ...files) {
  const [chooser] = await Promise.all([d.page.waitForEvent('filechooser'), button.click()])
  await chooser.setFiles(files.map((f) => (f.bytes ? carry(f) : f)))
}

/** drop lets files fall onto the page. */
export async function drop(d, ...files) {
  const data = await d.page.evaluateHandle(
    (list) => {
      const t = new DataTransfer()
      for (const f of list) t.items.add(new File([Uint8Array.from(atob(f.body), (c) => c.charCodeAt(0))], f.name))
      return t
    },
    files.map((f) => ({ name: f.name, body: f.bytes.toString('base64') })),
  )
  await d.page.dispatchEvent('body', 'dragenter', { dataTransfer: data })
  await d.id('drop-over').waitFor()
  await d.page.dispatchEvent('body', 'drop', { dataTransfer: data })
}

/** openSync opens the page of sync. */
export async function openSync(d, part = '') {
  await d.id('nav-sync').click()
  await d.id('sync').waitFor()
  await d.id(`part-${part || 'exchange'}`).click()
}

/** exportPacket presses the one button and gives the file. */
export async function exportPacket(d) {
  await openSync(d)
  await d.id('export-packet').waitFor()
  const file = await download(d, () => d.id('export-packet').click())
  await d.id('export-done').waitFor()
  return file
}

/** importPacket takes files in and gives the line that says what came. */
export async function importPacket(d, ...files) {
  await openSync(d)
  // What an earlier import said is not the answer to this one.
  if (await d.id('import-done').count()) await d.id('import-close').click()
  await give(d, d.id('import-packet'), ...files)
  return textOf(d.id('import-line'), /./)
}

/** ask makes a request to join on a PC without a book. */
export async function ask(d, name, person) {
  await d.id('join-book').click()
  await d.id('computer').fill(name)
  await d.id('joiner').fill(person)
  const file = await download(d, () => d.id('make-request').click())
  return { file, fingerprint: await textOf(d.id('fingerprint'), /\w/) }
}

/** admit takes a request in on a PC of the book and gives the welcome packet. */
export async function admit(d, request) {
  await openSync(d)
  await d.id('add-computer').click()
  await give(d, d.id('choose-request'), request)
  const fingerprint = await textOf(d.id('fingerprint'), /\w/)
  const file = await download(d, () => d.id('admit-yes').click())
  await d.id('welcome-made').waitFor()
  await d.id('admit-close').click()
  await d.id('admit').waitFor({ state: 'detached' })
  return { file, fingerprint }
}

/** join gives a second PC that has entered the book of the first. */
export async function join(first, name = '2号机', person = '李建国', options = {}) {
  const d = await openDesk({ ...options, book: 'none' })
  const request = await ask(d, name, person)
  const welcome = await admit(first, request.file)
  await give(d, d.id('choose-welcome'), welcome.file)
  await d.page.waitForURL(/#\/today/)
  return d
}
