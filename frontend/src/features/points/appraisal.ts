// The rules of the card 民主评议 that need no page. Pure.
import type { BranchGrades, PointsGrade, Suggestion } from '../../api'

const excellent = '1'

/** chosenGrade is the code that a row shows: what was just chosen, else what was decided. */
export function chosenGrade(r: Pick<Suggestion, 'member' | 'decided'>, edits: Record<string, string>): string {
  return edits[r.member] ?? r.decided
}

/** gradesTo are the decisions that differ from what is written down, dated with the day of the meeting. */
export function gradesTo(rows: Pick<Suggestion, 'member' | 'decided'>[], edits: Record<string, string>, day: string): PointsGrade[] {
  return rows.filter((r) => edits[r.member] !== undefined && edits[r.member] !== r.decided).map((r) => ({ member: r.member, grade: edits[r.member]!, date: day }))
}

/** withDecided are the rows as they stand once the grades are written down. */
export function withDecided<R extends Pick<Suggestion, 'member' | 'decided' | 'decidedOn'>>(rows: R[], grades: PointsGrade[]): R[] {
  const by = new Map(grades.map((g) => [g.member, g]))
  return rows.map((r) => {
    const g = by.get(r.member)
    return g ? { ...r, decided: g.grade, decidedOn: g.date } : r
  })
}

/** openEdits are the choices that are not written down yet. */
export function openEdits(rows: Pick<Suggestion, 'member' | 'decided'>[], edits: Record<string, string>): Record<string, string> {
  return Object.fromEntries(rows.filter((r) => edits[r.member] !== undefined && edits[r.member] !== r.decided).map((r) => [r.member, edits[r.member]!]))
}

/** tooMany names the branches that would find more than a third of their members excellent. */
export function tooMany(rows: Pick<Suggestion, 'member' | 'decided' | 'branchName'>[], branches: Pick<BranchGrades, 'name' | 'most' | 'graded'>[], edits: Record<string, string>): string[] {
  const out: string[] = []
  for (const b of branches) {
    const n = rows.filter((r) => r.branchName === b.name && chosenGrade(r, edits) === excellent).length
    if (n > b.most) out.push(`${b.name}评了 ${n} 名优秀，参加评定 ${b.graded} 人，最多 ${b.most} 名（三分之一）。`)
  }
  return out
}
