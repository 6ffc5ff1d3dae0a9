// The roll of a meeting while it is called. Pure. Whoever is away (exempt, mobile, lost)
// is not expected, and counts only where he came all the same; a guest never counts.

/** The codes of how somebody attended. */
export const attend = { present: '1', late: '2', early: '3', leave: '4', absent: '5' } as const

/** choices are the marks in the order of their keys: 1 is the first. */
export const choices: readonly { code: string; label: string; tone: string }[] = [
  { code: attend.present, label: '到会', tone: 'jade' },
  { code: attend.late, label: '迟到', tone: 'blue' },
  { code: attend.early, label: '早退', tone: 'blue' },
  { code: attend.leave, label: '请假', tone: 'amber' },
  { code: attend.absent, label: '缺席', tone: 'red' },
]

/** hourKinds are the kinds of meeting at which every one serves hours of his own: 志愿服务, 双报到活动. */
export const hourKinds: readonly string[] = ['10', '12']

/** decides reports whether a meeting of a kind takes decisions, so that its quorum matters: no lesson, study or service does. */
export const decides = (kind: string): boolean => !['04', '08', '09', '10', '11', '12'].includes(kind)

/** Line is one member on the roll. Hours are typed text. */
export interface Line {
  member: string
  name: string
  branch: string
  /** What the name is found by in Latin letters. */
  keys: string
  state: string
  reason: string
  hours: string
  away: boolean
  guest: boolean
  /** Why somebody is away or a guest, "" for all others. */
  why: string
  votes: boolean
}

/** came reports whether a mark means that the member was there. */
export const came = (state: string): boolean => state === attend.present || state === attend.late || state === attend.early

/** asksWhy reports whether a mark wants a reason beside it. */
export const asksWhy = (state: string): boolean => state === attend.leave || state === attend.absent

/** Tally is what the head of the roll says. */
export interface Tally {
  expected: number
  came: number
  late: number
  early: number
  leave: number
  absent: number
  /** Expected, and not marked yet. */
  open: number
  voters: number
  votersCame: number
  /** More than half of those who may vote came. */
  quorum: boolean
}

/** counts reports whether a line counts at all. */
export const counts = (l: Line): boolean => !l.guest && (!l.away || came(l.state))

/** tally counts a roll as the program does when it is saved. */
export function tally(lines: readonly Line[]): Tally {
  const t: Tally = { expected: 0, came: 0, late: 0, early: 0, leave: 0, absent: 0, open: 0, voters: 0, votersCame: 0, quorum: false }
  for (const l of lines) {
    if (!counts(l)) continue
    t.expected++
    if (came(l.state)) t.came++
    if (l.state === attend.late) t.late++
    else if (l.state === attend.early) t.early++
    else if (l.state === attend.leave) t.leave++
    else if (l.state === attend.absent) t.absent++
    else if (l.state === '') t.open++
    if (!l.votes) continue
    t.voters++
    if (came(l.state)) t.votersCame++
  }
  t.quorum = t.votersCame * 2 > t.voters
  return t
}

/** mark gives a line another mark; a reason stays only where the mark asks for one, hours only where somebody came. */
export function mark(l: Line, state: string): void {
  l.state = state
  if (!asksWhy(state)) l.reason = ''
  if (!came(state)) l.hours = ''
}

/** restCame marks as present whoever is expected and not marked yet, and says how many. */
export function restCame(lines: readonly Line[]): number {
  const open = lines.filter((l) => l.state === '' && !l.away && !l.guest)
  for (const l of open) mark(l, attend.present)
  return open.length
}

/** differing are the lines that are not as they were stored. */
export function differing(lines: readonly Line[], stored: ReadonlyMap<string, Pick<Line, 'state' | 'reason' | 'hours'>>): Line[] {
  return lines.filter((l) => {
    const was = stored.get(l.member)
    return l.state !== (was?.state ?? '') || l.reason.trim() !== (was?.reason ?? '') || l.hours.trim() !== (was?.hours ?? '')
  })
}

/** named lists members with their reasons: 李建国（出差）、王芳. */
export function named(lines: readonly Line[], state: string): string {
  return lines.filter((l) => l.state === state).map((l) => (l.reason.trim() ? `${l.name}（${l.reason.trim()}）` : l.name)).join('、')
}

/** step gives the index that lies by rows further in a list, kept within it; from before the list it is the first. */
export const step = (at: number, by: number, count: number): number => (at < 0 ? 0 : Math.max(0, Math.min(count - 1, at + by)))
