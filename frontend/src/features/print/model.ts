// Pure rules of the print desk: what a document is asked for by default, which
// answers still fail, what page numbers a person typed, how big a page is drawn.
import type { DocumentInfo, PrintAnswer, PrintParam, PrintRequest } from '../../api'

/** The choices of one document, as the panel edits them. */
export interface Choices {
  paper: string
  orientation: string
  tile: string
  audience: string
  theme: string
  answers: Record<string, string>
}

/** The usual choices of a document; month and date questions fall on today's where the document names no default. */
export function usual(doc: DocumentInfo, today: string): Choices {
  const answers: Record<string, string> = {}
  for (const p of doc.params) answers[p.key] = p.default || usualAnswer(p, today)
  return {
    paper: doc.papers[0] ?? 'A4',
    orientation: doc.landscape ? 'landscape' : 'portrait',
    tile: '',
    audience: doc.audiences[0]?.value ?? '',
    theme: doc.themes[0]?.value ?? '',
    answers,
  }
}

function usualAnswer(p: PrintParam, today: string): string {
  if (p.kind === 'month') return today.slice(0, 7)
  if (p.kind === 'date' && p.required) return today
  if (p.kind === 'choice' && p.required) return p.choices[0]?.value ?? ''
  return ''
}

/** Lays remembered choices over the usual ones, and drops what the document no longer offers. Answers are not remembered. */
export function remembered(doc: DocumentInfo, base: Choices, text: string): Choices {
  let kept: Partial<Choices>
  try {
    kept = JSON.parse(text || '{}') as Partial<Choices>
  } catch {
    return base
  }
  const one = (v: string | undefined, offered: string[], otherwise: string) => (v !== undefined && offered.includes(v) ? v : otherwise)
  return {
    ...base,
    paper: one(kept.paper, doc.papers, base.paper),
    orientation: one(kept.orientation, ['portrait', 'landscape'], base.orientation),
    theme: one(kept.theme, doc.themes.map((t) => t.value), base.theme),
    audience: one(kept.audience, doc.audiences.map((a) => a.value), base.audience),
  }
}

/** What is remembered of the choices: the look, never whom or what was printed. */
export function worthRemembering(c: Choices): string {
  return JSON.stringify({ paper: c.paper, orientation: c.orientation, theme: c.theme, audience: c.audience })
}

export function requestOf(doc: DocumentInfo, c: Choices): PrintRequest {
  const answers: PrintAnswer[] = doc.params.map((p) => ({ key: p.key, value: c.answers[p.key] ?? '' })).filter((a) => a.value !== '')
  return {
    document: doc.key,
    paper: c.paper,
    orientation: c.orientation,
    tile: c.paper === 'A4' ? '' : c.tile,
    audience: c.audience,
    theme: c.theme,
    answers,
  }
}

/** Questions that must be answered before anything can be drawn. */
export function unanswered(doc: DocumentInfo, c: Choices): PrintParam[] {
  return doc.params.filter((p) => p.required && !c.answers[p.key])
}

/**
 * Reads page numbers such as "1-3,5" or "1—3，5" into ascending pages within 1..count.
 * null: not readable, or nothing within the document.
 */
export function pagesOf(text: string, count: number): number[] | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[，、;；\s]+/g, ',')
    .replace(/[—–~～至到]+/g, '-')
  const found = new Set<number>()
  for (const part of plain.split(',')) {
    if (part === '') continue
    const m = /^(\d{1,5})(?:-+(\d{1,5}))?$/.exec(part)
    if (!m) return null
    const from = Number(m[1])
    const to = m[2] === undefined ? from : Number(m[2])
    if (from > to) return null
    for (let n = Math.max(1, from); n <= Math.min(count, to); n++) found.add(n)
  }
  return found.size === 0 ? null : [...found].sort((a, b) => a - b)
}

/** A page in PDF points. */
export interface PageSize {
  width: number
  height: number
}

const mm = (points: number) => Math.round((points * 25.4) / 72)

/** Width and height in whole millimetres, as the print style sheet wants them. */
export function pageMillimetres(p: PageSize): { width: number; height: number } {
  return { width: mm(p.width), height: mm(p.height) }
}

const printDots = 220 // dots per inch: text stays sharp, an A3 page stays below 10 million dots
const mostDots = 16e6 // dots in one page, so that an A1 page does not eat the memory of an old PC

/** How many dots a point gets on paper. */
export function printScale(p: PageSize): number {
  return Math.min(printDots / 72, Math.sqrt(mostDots / (p.width * p.height)))
}

/** Zoom steps of + and −, as shares of the true size. */
export const zoomSteps = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4]

/** The next step above or below a zoom. */
export function nextZoom(now: number, direction: 1 | -1): number {
  const steps = direction > 0 ? zoomSteps : [...zoomSteps].reverse()
  return steps.find((s) => (direction > 0 ? s > now + 0.005 : s < now - 0.005)) ?? now
}

/** The zoom that shows a whole page in a box of CSS pixels; a true-size point is 96/72 pixels. */
export function fitZoom(p: PageSize, box: { width: number; height: number }): number {
  const pixels = 96 / 72
  return Math.max(0.05, Math.min(box.width / (p.width * pixels), box.height / (p.height * pixels), 4))
}
