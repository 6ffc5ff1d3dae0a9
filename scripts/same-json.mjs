// same-json.mjs A B: do two answers of the program say the same? JSON is
// compared without what differs between two books on purpose: identities,
// cursors, change numbers, paths. Anything else is compared as text, with the
// line ends and slashes of Windows taken as those of Linux.
import { readFileSync } from 'node:fs'

const own = new Set(['id', 'import', 'change', 'next', 'data', 'path', 'file', 'replica', 'book', 'time', 'at', 'created_at', 'token', 'size'])

function plain(value) {
  if (Array.isArray(value)) return value.map(plain)
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => !own.has(key))
        .map(([key, v]) => [key, plain(v)]),
    )
  }
  return value
}

function read(name) {
  const text = readFileSync(name, 'utf8').replaceAll('\r\n', '\n')
  try {
    return JSON.stringify(plain(JSON.parse(text)), null, 1)
  } catch {
    return text.replaceAll('\\', '/').replaceAll('linux/', 'windows/')
  }
}

const [a, b] = process.argv.slice(2)
const left = read(a).split('\n')
const right = read(b).split('\n')
for (let i = 0; i < Math.max(left.length, right.length); i++) {
  if (left[i] !== right[i]) {
    console.error(`${a} and ${b} differ in line ${i + 1}:\n  ${left[i]}\n  ${right[i]}`)
    process.exit(1)
  }
}
