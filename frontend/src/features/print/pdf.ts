// Draws pages of a PDF. The only file that knows pdf.js; the library is loaded
// when the print desk is first opened.
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import type { PageSize } from './model'

type Library = typeof import('pdfjs-dist')

let library: Promise<Library> | undefined

// The legacy build brings what engines of 2023 lack. The worker is bundled as a
// file of ours: nothing is fetched from elsewhere.
function load(): Promise<Library> {
  library ??= Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs') as Promise<Library>,
    import('pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker'),
  ]).then(([lib, worker]) => {
    lib.GlobalWorkerOptions.workerPort = new worker.default()
    return lib
  })
  library.catch(() => (library = undefined))
  return library
}

/** One opened PDF. */
export class Paper {
  private constructor(
    private readonly doc: PDFDocumentProxy,
    readonly sizes: PageSize[],
  ) {}

  /** Opens the bytes of a PDF; sizes of pages beyond the first are asked for when they are drawn. */
  static async open(bytes: Uint8Array): Promise<Paper> {
    const lib = await load()
    const doc = await lib.getDocument({ data: bytes, useSystemFonts: false, useWasm: false, enableXfa: false }).promise
    const first = sizeOf(await doc.getPage(1))
    return new Paper(doc, Array.from({ length: doc.numPages }, () => first))
  }

  get count(): number {
    return this.sizes.length
  }

  size(page: number): PageSize {
    return this.sizes[page - 1] ?? { width: 595, height: 842 }
  }

  /** Draws a page (from 1) with so many dots a point on a canvas of its own. */
  async draw(page: number, scale: number, purpose: 'display' | 'print', signal?: AbortSignal): Promise<HTMLCanvasElement> {
    const p = await this.doc.getPage(page)
    const viewport = p.getViewport({ scale })
    this.sizes[page - 1] = sizeOf(p)
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(viewport.width)
    canvas.height = Math.round(viewport.height)
    const task = p.render({ canvas, viewport, intent: purpose })
    const stop = () => task.cancel()
    signal?.addEventListener('abort', stop)
    try {
      await task.promise
    } finally {
      signal?.removeEventListener('abort', stop)
    }
    return canvas
  }

  close(): void {
    void this.doc.loadingTask.destroy()
  }
}

function sizeOf(p: PDFPageProxy): PageSize {
  const { width, height } = p.getViewport({ scale: 1 })
  return { width, height }
}
