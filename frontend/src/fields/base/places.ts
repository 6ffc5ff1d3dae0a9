/** toWhole turns what a person types (12.5) into a whole number of its smallest part (1250 for two places); "" where it is no such number. */
export function toWhole(s: string, places: number): string {
  const m = new RegExp(`^(-?)(\\d{1,12})(?:\\.(\\d{1,${places}}))?$`).exec(s.trim().replace(/[,，元分\s]/g, ''))
  if (!m) return ''
  const whole = BigInt(m[2] + (m[3] ?? '').padEnd(places, '0'))
  return (m[1] && whole > 0n ? '-' : '') + whole.toString()
}

/** fromWhole turns it back, with all its decimals; "" stays "". */
export function fromWhole(s: string, places: number): string {
  if (!/^-?\d+$/.test(s)) return ''
  const neg = s.startsWith('-')
  const d = (neg ? s.slice(1) : s).padStart(places + 1, '0')
  return (neg ? '-' : '') + d.slice(0, -places) + '.' + d.slice(-places)
}
