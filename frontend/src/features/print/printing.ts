// Sends pages to the printer: each is drawn at the printer's fineness into a
// hidden frame whose style sheet asks for the very paper size, then the print
// dialog of the system opens.
import { pageMillimetres, printScale } from './model'
import type { Paper } from './pdf'

export interface PrintRun {
  paper: Paper
  pages: number[]
  title: string
  progress: (done: number, total: number) => void
  signal: AbortSignal
}

/** Pages that may be drawn at once; more would eat the memory of an old PC. */
export const mostPages = 60

// Some engines go on reading the frame after print() has returned, so it stays until the next printing.
let leftover: (() => void) | undefined

/** Resolves when the print dialog was opened (in some engines: closed); false when it was stopped before. */
export async function printPages(run: PrintRun): Promise<boolean> {
  leftover?.()
  leftover = undefined
  const urls: string[] = []
  const frame = document.createElement('iframe')
  frame.setAttribute('aria-hidden', 'true')
  frame.dataset['testid'] = 'print-frame'
  frame.tabIndex = -1
  frame.style.cssText = 'position:fixed;right:0;bottom:0;width:1px;height:1px;border:0;opacity:0;pointer-events:none'
  document.body.append(frame)
  const clean = () => {
    frame.remove()
    for (const u of urls) URL.revokeObjectURL(u)
  }
  try {
    const doc = frame.contentDocument
    const view = frame.contentWindow
    if (!doc || !view) throw new Error('no frame to print from')
    doc.title = run.title
    doc.head.append(styleSheet(doc, run))
    for (const [i, page] of run.pages.entries()) {
      if (run.signal.aborted) {
        clean()
        return false
      }
      run.progress(i, run.pages.length)
      const canvas = await run.paper.draw(page, printScale(run.paper.size(page)), 'print', run.signal)
      const url = URL.createObjectURL(await blobOf(canvas))
      canvas.width = canvas.height = 0
      urls.push(url)
      const image = doc.createElement('img')
      image.src = url
      image.className = `p${sheetName(run, page)}`
      doc.body.append(image)
      await image.decode()
    }
    run.progress(run.pages.length, run.pages.length)
    leftover = clean
    await dialog(view)
    return true
  } catch (cause) {
    clean()
    if (run.signal.aborted) return false
    throw cause
  }
}

// One @page rule a paper size, so that a document with turned pages prints each on its own.
function styleSheet(doc: Document, run: PrintRun): HTMLStyleElement {
  const style = doc.createElement('style')
  const rules = ['html,body{margin:0;padding:0}', 'img{display:block;max-width:100%;object-fit:contain;break-after:page;break-inside:avoid}', 'img:last-child{break-after:auto}']
  const seen = new Set<string>()
  for (const page of run.pages) {
    const name = sheetName(run, page)
    if (seen.has(name)) continue
    seen.add(name)
    const { width, height } = pageMillimetres(run.paper.size(page))
    const rule = `{size:${width}mm ${height}mm;margin:0}`
    if (seen.size === 1) rules.unshift(`@page${rule}`)
    rules.push(`@page s${name}${rule}`, `.p${name}{page:s${name};width:${width}mm;max-height:${height - 0.2}mm}`)
  }
  style.textContent = rules.join('\n')
  return style
}

function sheetName(run: PrintRun, page: number): string {
  const { width, height } = pageMillimetres(run.paper.size(page))
  return `${width}x${height}`
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((b) => (b ? resolve(b) : reject(new Error('the page could not be drawn'))), 'image/png'),
  )
}

function dialog(view: Window): Promise<void> {
  return new Promise((resolve) => {
    view.addEventListener('afterprint', () => resolve(), { once: true })
    view.focus()
    view.print()
    setTimeout(resolve, 1500)
  })
}
