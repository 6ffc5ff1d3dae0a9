// Runs the browser tests with Node's own runner, so that the closing lines can
// be counted: tests, pass, fail. Arguments narrow it: node e2e/run.mjs record
//
//   CHENGZHUAN  the program (default: build/bin/chengzhuan, else it is built)
//   CHROMIUM    the browser (default: /usr/bin/chromium)
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findProgram } from './lib/program.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const wanted = process.argv.slice(2)
const files = readdirSync(here)
  .filter((f) => f.endsWith('.test.mjs') && (wanted.length === 0 || wanted.some((w) => f.includes(w))))
  .sort()
  .map((f) => join(here, f))
if (files.length === 0) {
  console.error(`No browser test has a name with ${wanted.join(' or ')}.`)
  process.exit(2)
}
rmSync(join(here, 'results'), { recursive: true, force: true })

// Every book, profile and download of this run lies in one folder that goes with it.
const work = mkdtempSync(join(tmpdir(), 'chengzhuan-e2e-'))
const env = { ...process.env, CHENGZHUAN: findProgram(), E2E_WORK: work }
delete env.CHENGZHUAN_DATA
const runner = spawn(process.execPath, ['--test', '--test-concurrency=2', '--test-timeout=300000', '--test-reporter=spec', ...files], { stdio: 'inherit', env })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => runner.kill(signal))
runner.on('close', (code, signal) => {
  rmSync(work, { recursive: true, force: true })
  process.exit(signal ? 1 : (code ?? 1))
})
