// A made-up picture of a street, as a phone would take it.

/** street draws a picture in the page and gives it as a file to choose. */
export async function street(page, width, height, seed = 0) {
  const body = await page.evaluate(
    ([w, h, n]) => {
      const c = document.createElement('canvas')
      c.width = w
      c.height = h
      const g = c.getContext('2d')
      const sky = g.createLinearGradient(0, 0, 0, h * 0.6)
      sky.addColorStop(0, ['#6fa8d6', '#d8b48a', '#8fb7c9'][n % 3])
      sky.addColorStop(1, '#f3ead9')
      g.fillStyle = sky
      g.fillRect(0, 0, w, h)
      let r = n * 977 + 13
      const next = () => (r = (r * 1103515245 + 12345) % 2147483648) / 2147483648
      for (let x = 0; x < w; ) {
        const b = w * (0.1 + next() * 0.12)
        const top = h * (0.18 + next() * 0.25)
        g.fillStyle = ['#b9826a', '#a3a08c', '#c4b199', '#8d7b6c'][Math.floor(next() * 4)]
        g.fillRect(x, top, b - w * 0.008, h)
        for (let y = top + h * 0.04; y < h * 0.68; y += h * 0.075)
          for (let i = 0.12; i < 0.85; i += 0.25) {
            g.fillStyle = next() < 0.3 ? '#ffe9a8' : '#4c5a63'
            g.fillRect(x + b * i, y, b * 0.14, h * 0.04)
          }
        x += b
      }
      g.fillStyle = '#77756f'
      g.fillRect(0, h * 0.74, w, h)
      g.fillStyle = '#e9e6df'
      for (let x = w * 0.02; x < w; x += w * 0.12) g.fillRect(x, h * 0.86, w * 0.06, h * 0.015)
      for (let i = 0; i < 6; i++) {
        const x = next() * w
        g.fillStyle = '#5c7a4a'
        g.beginPath()
        g.arc(x, h * 0.62, h * 0.07, 0, 7)
        g.fill()
        g.fillStyle = '#5a4334'
        g.fillRect(x - h * 0.007, h * 0.66, h * 0.014, h * 0.1)
      }
      const noise = g.getImageData(0, 0, w, h)
      for (let i = 0; i < noise.data.length; i += 4) {
        const v = (next() - 0.5) * 22
        noise.data[i] += v
        noise.data[i + 1] += v
        noise.data[i + 2] += v
      }
      g.putImageData(noise, 0, 0)
      return c.toDataURL('image/jpeg', 0.92).split(',')[1]
    },
    [width, height, seed],
  )
  return { name: `照片${seed + 1}.jpg`, mimeType: 'image/jpeg', buffer: Buffer.from(body, 'base64') }
}
