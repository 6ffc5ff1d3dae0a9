/**
 * readDate reads a date as people type it (1975.3.16, 1975/3, 1975年3月, 19750316, 197503, 1975)
 * and gives canonical text: 2006-01-02, 2006-01 or 2006. "" where it is no date.
 * The program reads more forms; this serves filters and the calendar.
 */
export function readDate(typed: string): string {
  const s = typed
    .trim()
    .replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[年月．。.、/\-－—]/g, '-')
    .replace(/[日号\s]/g, '')
    .replace(/-+/g, '-')
    .replace(/-$/, '')
  const m = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(s) ?? /^(\d{4})(\d{2})(\d{2})?$/.exec(s)
  if (!m) return ''
  const [y, mo, d] = [Number(m[1]), m[2] === undefined ? 0 : Number(m[2]), m[3] === undefined ? 0 : Number(m[3])]
  if (y < 1850 || y > 2150) return ''
  if (m[2] === undefined) return String(y)
  if (mo < 1 || mo > 12) return ''
  const month = `${y}-${pad(mo)}`
  if (m[3] === undefined) return month
  return d >= 1 && d <= new Date(Date.UTC(y, mo, 0)).getUTCDate() ? `${month}-${pad(d)}` : ''
}

const pad = (n: number): string => String(n).padStart(2, '0')
