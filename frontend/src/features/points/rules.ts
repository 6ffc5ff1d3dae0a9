// How a table of rules that is being edited stands to the one that is kept. Pure.
import type { RuleText, SchemeText } from '../../api'

const bare = (r: RuleText, dated: boolean) => JSON.stringify(dated ? r : { ...r, from: '' })

/** differs says whether there is something to keep. Days count only where a table said them. */
export function differs(now: SchemeText | null, kept: SchemeText | null): boolean {
  if (!now || !kept) return now !== kept
  const dated = now.dated
  const plain = (s: SchemeText) => JSON.stringify({ ...s, own: false, closed: '', warnings: [], dated: false, earlier: dated ? s.earlier : [], rules: s.rules.map((r) => bare(r, dated)) })
  return plain(now) !== plain(kept)
}

/** touchedRule says whether a row is another one than the latest version that is kept. */
export function touchedRule(r: RuleText, kept: SchemeText | null, dated: boolean): boolean {
  const was = kept?.rules.find((k) => k.code === r.code)
  return !was || bare(was, dated) !== bare(r, dated)
}

/** since is the day from which a row holds once it is kept; "" from the beginning of the year. */
export function since(r: RuleText, kept: SchemeText | null, dated: boolean, from: string): string {
  if (dated) return r.from || from
  if (touchedRule(r, kept, false)) return from
  return kept?.rules.find((k) => k.code === r.code)?.from ?? ''
}

/** history lists the earlier versions of a rule, "" where it has none: 年初 1；2026-07-01 0.5. */
export function history(code: string, earlier: RuleText[]): string {
  return earlier
    .filter((r) => r.code === code)
    .map((r) => `${r.from || '年初'} ${r.steps || r.points}`)
    .join('；')
}

/** named says whether a table said of some version since when it holds. */
export function named(s: SchemeText): boolean {
  return s.dated && [...s.rules, ...s.earlier].some((r) => r.from !== '')
}

/** percent reads a share from 0 to 100; null for anything else. */
export function percent(text: string): number | null {
  const t = text.trim().replace(/[%％]$/, '')
  if (t === '') return 0
  return /^\d{1,3}$/.test(t) && Number(t) <= 100 ? Number(t) : null
}
