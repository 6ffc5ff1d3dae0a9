// Screenshots with 256 colours: a third of the size, and the eye sees no difference.
import { deflateSync, inflateSync } from 'node:zlib'
import { crc32 } from './xlsx.mjs'

/** smallPNG writes an 8-bit RGB or RGBA picture again with a palette of its 256 most useful colours. */
export function smallPNG(png) {
  const { width, height, step, pixels } = decode(png)
  const exact = new Map()
  for (let i = 0; i < pixels.length; i += step) {
    const c = (pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2]
    exact.set(c, (exact.get(c) ?? 0) + 1)
  }
  const palette = choosePalette(exact)
  const index = new Map([...exact.keys()].map((c) => [c, nearest(palette, c)]))
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += step) rows[y * (width + 1) + 1 + x] = index.get((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  const colours = Buffer.from(palette.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]))
  return Buffer.concat([png.subarray(0, 8), chunk('IHDR', head), chunk('PLTE', colours), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

function chunk(name, data) {
  const out = Buffer.alloc(12 + data.length)
  out.writeUInt32BE(data.length, 0)
  out.write(name, 4, 'latin1')
  out.set(data, 8)
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length)
  return out
}

function decode(png) {
  const data = []
  let width = 0
  let height = 0
  let step = 4
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const body = png.subarray(at + 8, at + 8 + png.readUInt32BE(at))
    const name = png.toString('latin1', at + 4, at + 8)
    if (name === 'IHDR') {
      width = body.readUInt32BE(0)
      height = body.readUInt32BE(4)
      step = { 2: 3, 6: 4 }[body[9]]
      if (body[8] !== 8 || !step || body[12] !== 0) throw new Error('only plain 8-bit RGB pictures')
    } else if (name === 'IDAT') data.push(body)
  }
  const raw = inflateSync(Buffer.concat(data))
  const line = width * step
  const pixels = Buffer.alloc(line * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (line + 1)]
    for (let x = 0; x < line; x++) {
      const left = x >= step ? pixels[y * line + x - step] : 0
      const up = y > 0 ? pixels[(y - 1) * line + x] : 0
      const corner = x >= step && y > 0 ? pixels[(y - 1) * line + x - step] : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
      pixels[y * line + x] = raw[y * (line + 1) + 1 + x] + guess
    }
  }
  return { width, height, step, pixels }
}

function paeth(a, b, c) {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)]
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c
}

// The commonest colours first; then, of the rest, always the one that is worst served.
function choosePalette(exact) {
  const common = [...exact].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const palette = common.slice(0, 128).map(([c]) => c)
  const rest = common.slice(128, 6000).map(([c, n]) => ({ c, n, far: distance(palette[nearest(palette, c)], c) }))
  while (palette.length < 256) {
    let worst = null
    for (const r of rest) if (!worst || r.far * r.n ** 0.5 > worst.far * worst.n ** 0.5) worst = r
    if (!worst || worst.far === 0) break
    palette.push(worst.c)
    for (const r of rest) r.far = Math.min(r.far, distance(worst.c, r.c))
  }
  return palette
}

function nearest(palette, c) {
  let best = 0
  for (let i = 1; i < palette.length; i++) if (distance(palette[i], c) < distance(palette[best], c)) best = i
  return best
}

function distance(a, b) {
  const [r, g, u] = [(a >> 16) - (b >> 16), ((a >> 8) & 255) - ((b >> 8) & 255), (a & 255) - (b & 255)]
  return 3 * r * r + 4 * g * g + 2 * u * u
}
