// The real program: finding it, its commands on a book, and its served page.
import { execFile, execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')

/** findProgram gives the path of the program to test; it builds one where there is none. */
export function findProgram() {
  const named = process.env.CHENGZHUAN
  if (named) {
    if (!existsSync(named)) throw new Error(`CHENGZHUAN names ${named}, which is not there`)
    return resolve(named)
  }
  const built = join(root, 'build/bin/chengzhuan')
  if (existsSync(built)) return built
  const own = join(root, 'build/tmp/chengzhuan')
  console.error('building the program …')
  execFileSync(join(root, 'scripts/page.sh'), { stdio: 'inherit' })
  execFileSync('go', ['build', '-tags', 'sqlite_fts5', '-o', own, '.'], { cwd: root, stdio: 'inherit' })
  return own
}

let found
const program = () => (found ??= findProgram())

/** workFolder is where this run keeps what it makes; the runner removes it. */
export function workFolder() {
  process.env.E2E_WORK ??= mkdtempSync(join(tmpdir(), 'chengzhuan-e2e-'))
  return process.env.E2E_WORK
}

const run = promisify(execFile)

/** command runs one command on a book and gives its JSON answer. A refusal is thrown with the program's own words. */
export async function command(data, ...args) {
  try {
    const { stdout } = await run(program(), ['--data', data, '--json', ...args], { maxBuffer: 256 << 20 })
    return stdout.trim() === '' ? null : JSON.parse(stdout)
  } catch (e) {
    if (e.stderr === undefined) throw e
    throw new Error(`chengzhuan ${args.join(' ')}: ${e.stderr}`, { cause: e })
  }
}

/** brokenBook is what the file of a 'broken' book holds. */
export const brokenBook = '这不是数据库，是一段文字。'.repeat(400)

// The demo is always the same: it is made once and copied.
const recipes = {
  none: async () => {},
  broken: async (dir) => writeFileSync(join(dir, 'book.db'), brokenBook),
  // The version of the tables stands in the file's head, at byte 60.
  newer: async (dir) => {
    await recipes.new(dir)
    const file = readFileSync(join(dir, 'book.db'))
    file.writeUInt32BE(9999, 60)
    writeFileSync(join(dir, 'book.db'), file)
  },
  new: (dir) => command(dir, '--operator', '张红梅', 'init', '--name', '仁寿门社区'),
  demo: async (dir) => {
    await recipes.new(dir)
    await command(dir, 'demo')
  },
}

/** makeBook gives a fresh data folder: 'none' (nothing yet), 'new' (an empty book), 'demo', 'broken' (no database) or 'newer' (of a later version). Its path has blanks and Chinese, as on the PCs of an office. */
export async function makeBook(kind) {
  const dir = mkdtempSync(join(workFolder(), '我的 数据 '))
  const model = join(workFolder(), `model-${kind}`)
  if (!existsSync(model)) {
    // Made aside and renamed: the other test file may be making it too.
    const aside = mkdtempSync(join(workFolder(), 'making-'))
    await recipes[kind](aside)
    try {
      renameSync(aside, model)
    } catch {
      rmSync(aside, { recursive: true, force: true })
    }
  }
  cpSync(model, dir, { recursive: true })
  return dir
}

/** serve starts the served page on a book; stop ends it and waits, kill ends it as a crash would. With a packet it is the start of a double click where there is no display. */
export async function serve(data, packet = '') {
  mkdirSync(data, { recursive: true })
  const env = { ...process.env }
  delete env.DISPLAY
  delete env.WAYLAND_DISPLAY
  const child = spawn(program(), [packet || 'serve', '--json', '--data', data], { stdio: ['ignore', 'pipe', 'pipe'], env })
  const log = []
  child.stderr.on('data', (b) => log.push(String(b)))
  const gone = new Promise((done) => child.once('exit', done))
  const address = await new Promise((done, failed) => {
    createInterface({ input: child.stdout }).once('line', (line) => {
      try {
        done(JSON.parse(line).address)
      } catch {
        failed(new Error(`serve wrote ${line}`))
      }
    })
    child.once('error', failed)
    child.once('exit', (code) => failed(new Error(`serve ended with ${code}: ${log.join('')}`)))
  })
  return {
    address,
    log: () => log.join(''),
    kill: () => (child.kill('SIGKILL'), gone),
    stop: async () => {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 5000)
      const code = await gone
      clearTimeout(late)
      return code
    },
  }
}
