/** yuanToFen turns what a person types (12.5) into integer fen (1250); "" where it is no amount. */
export function yuanToFen(s: string): string {
  const m = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(s.trim().replace(/[,，元\s]/g, ''))
  if (!m) return ''
  const fen = BigInt(m[2] + (m[3] ?? '').padEnd(2, '0'))
  return (m[1] && fen > 0n ? '-' : '') + fen.toString()
}

/** fenToYuan turns integer fen into yuan with two decimals; "" stays "". */
export function fenToYuan(s: string): string {
  if (!/^-?\d+$/.test(s)) return ''
  const neg = s.startsWith('-')
  const d = (neg ? s.slice(1) : s).padStart(3, '0')
  return (neg ? '-' : '') + d.slice(0, -2) + '.' + d.slice(-2)
}
