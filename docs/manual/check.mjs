// Keeps the user manual true. It fails where
//   - a picture that a page shows is not there, or is larger than 150 kB,
//   - a picture is shown on no page,
//   - a page or a heading that a link leads to is not there, or a page is in no table of contents,
//   - a word marked as a button, 【…】, is nowhere on the program's page,
//   - a message in a table headed 提示 is nowhere in the program.
//
//   node docs/manual/check.mjs
//
// It ends with 0 when all is well, else it lists what is wrong and ends with 1.
// Every run first shows on broken pages that each rule catches what it is for.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../..')
const most = 150_000 // bytes of one picture

// ---------------------------------------------------------------- what is there

function filesUnder(dir, test) {
  if (!existsSync(dir)) return []
  return readdirSync(dir, { withFileTypes: true }).flatMap((e) => {
    const path = join(dir, e.name)
    if (e.isDirectory()) return e.name === 'node_modules' || e.name === 'testdata' ? [] : filesUnder(path, test)
    return test(path) ? [path] : []
  })
}
const read = (paths) => paths.map((p) => readFileSync(p, 'utf8'))

function load() {
  const pages = new Map(readdirSync(here).filter((f) => f.endsWith('.md')).map((f) => [f, readFileSync(join(here, f), 'utf8')]))
  const pictures = new Map(filesUnder(join(here, 'pictures'), () => true).map((p) => [p.slice(here.length + 1).replaceAll('\\', '/'), statSync(p).size]))
  const page = read(filesUnder(join(root, 'frontend/src'), (p) => /\.(vue|ts)$/.test(p) && !p.endsWith('.test.ts')))
  // Names of papers, uses and styles come from the program, not from the page.
  const papers = read(filesUnder(join(root, 'backend/documents'), (p) => p.endsWith('.go') && !p.endsWith('_test.go')))
  const go = read(filesUnder(join(root, 'backend'), (p) => p.endsWith('.go') && !p.endsWith('_test.go')))
  const top = read(readdirSync(root).filter((f) => f.endsWith('.go') && !f.endsWith('_test.go')).map((f) => join(root, f)))
  return { pages, pictures, buttons: [...page, ...papers], messages: [...page, ...go, ...top] }
}

// ---------------------------------------------------------------- the rules

/** wordsOf finds what a source shows: its texts, and those with a gap for something that is filled in (打开{{…}}台账). */
function wordsOf(sources) {
  const whole = new Set()
  const gaps = []
  for (const s of sources) {
    for (const text of [s, s.replace(/\{\{[^}]*\}\}|\$\{[^}]*\}/g, '\u0001')]) {
      for (const piece of text.split(/[<>"'`\n]/)) {
        const t = piece.trim()
        if (!/[\u4e00-\u9fff✕]/.test(t)) continue
        whole.add(t)
        if (!t.includes('\u0001') || t.replaceAll('\u0001', '').length < 2) continue
        gaps.push(new RegExp(`^${t.split('\u0001').map((x) => x.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.{1,12}')}$`))
      }
    }
  }
  return { whole, gaps }
}

function known(word, { whole, gaps }) {
  if (whole.has(word) || gaps.some((g) => g.test(word))) return true
  // A longer word may be the beginning of a text that goes on with a number.
  return [...word].length >= 4 && [...whole].some((t) => t.includes(word))
}

const anchor = (heading) => heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-')
const anchorsOf = (text) => new Set([...text.matchAll(/^#+ (.+)$/gm)].map((m) => anchor(m[1])))
const withoutCode = (text) => text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '')

/** messagesOf gives the first cells of the tables whose first heading is 提示. */
function messagesOf(text) {
  const out = []
  let inside = false
  for (const line of text.split('\n')) {
    if (!line.startsWith('|')) inside = false
    else if (/^\|\s*提示\s*\|/.test(line)) inside = true
    else if (inside && !/^\|\s*-/.test(line)) out.push(line.split('|')[1].trim())
  }
  return out
}

/** problemsOf checks a manual against the program's sources. */
function problemsOf({ pages, pictures, buttons, messages }) {
  const out = []
  const words = wordsOf(buttons)
  const everything = messages.join('\n')
  const shown = new Set()
  const linked = new Set(['README.md'])
  for (const [name, raw] of pages) {
    const text = withoutCode(raw)
    for (const [, alt, path] of text.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)) {
      shown.add(path)
      if (!pictures.has(path)) out.push(`${name}: the picture ${path} is not there`)
      if (alt.trim() === '') out.push(`${name}: the picture ${path} is not described`)
    }
    for (const [, target] of text.matchAll(/(?<!!)\[[^\]]*\]\(([^)]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue
      const [file, mark] = target.split('#')
      const to = file === '' ? name : file
      if (name === 'README.md') linked.add(to)
      if (!pages.has(to)) out.push(`${name}: there is no page ${to}`)
      else if (mark && !anchorsOf(pages.get(to)).has(decodeURIComponent(mark))) out.push(`${name}: ${to} has no heading #${mark}`)
    }
    for (const [, word] of text.matchAll(/【([^】\s][^】]*)】/g)) {
      if (!known(word, words)) out.push(`${name}: the program has no 【${word}】`)
    }
    for (const message of messagesOf(raw)) {
      const lost = message.split('……').filter((part) => part !== '' && !everything.includes(part))
      if (lost.length) out.push(`${name}: the program never says “${lost.join('…')}”`)
    }
  }
  for (const [path, size] of pictures) {
    if (!shown.has(path)) out.push(`${path} is shown on no page`)
    if (size > most) out.push(`${path} has ${size} bytes, more than ${most}`)
  }
  for (const name of pages.keys()) if (!linked.has(name)) out.push(`${name} is not in the table of contents`)
  return out
}

// ---------------------------------------------------------------- the rules catch what they are for

function provesItself() {
  const sound = () => ({
    pages: new Map([
      ['README.md', '# 目录\n[一](one.md)\n'],
      ['one.md', '# 一\n![图](pictures/a.png)\n【导入】【打开党员台账】【下载这些行】[回](README.md#目录)\n\n| 提示 | 办 |\n|---|---|\n| 没有找到……表头 | 点一下 |\n'],
    ]),
    pictures: new Map([['pictures/a.png', 10]]),
    buttons: ['<b>导入</b><b>打开{{ r.label }}台账</b>下载这些行（附原因）'],
    messages: ['没有找到支部', '表头'],
  })
  const breaks = {
    'a picture that is missing': (m) => m.pictures.delete('pictures/a.png'),
    'a picture on no page': (m) => m.pictures.set('pictures/b.png', 10),
    'a picture that is too large': (m) => m.pictures.set('pictures/a.png', most + 1),
    'a picture without words': (m) => m.pages.set('one.md', m.pages.get('one.md').replace('![图]', '![]')),
    'a button that is not there': (m) => (m.buttons = ['<b>导 入</b><b>打开{{ r.label }}台账</b>下载这些行（附原因）']),
    'a button with a gap that is not there': (m) => (m.buttons = ['<b>导入</b><b>看{{ r.label }}台账</b>下载这些行（附原因）']),
    'a message that is never said': (m) => (m.messages = ['没有找到支部']),
    'a page that is missing': (m) => m.pages.delete('one.md'),
    'a page out of the contents': (m) => m.pages.set('two.md', '# 二\n'),
    'a heading that is missing': (m) => m.pages.set('README.md', '# 别的\n[一](one.md)\n'),
  }
  const first = problemsOf(sound())
  if (first.length) throw new Error(`the check refuses a sound manual: ${first.join('; ')}`)
  for (const [what, harm] of Object.entries(breaks)) {
    const m = sound()
    harm(m)
    if (problemsOf(m).length === 0) throw new Error(`the check does not see ${what}`)
  }
}

provesItself()
const manual = load()
const problems = problemsOf(manual)
if (problems.length) {
  console.error(problems.join('\n'))
  process.exit(1)
}
const count = [...manual.pages.values()].reduce((n, t) => n + [...t.matchAll(/【[^】\s][^】]*】/g)].length, 0)
console.log(`manual: ${manual.pages.size} pages, ${manual.pictures.size} pictures, ${count} buttons, all there`)
