// What the pages of points say. Pure. Codes are those of the lists of the program; which
// state follows which comes from the program.
import type { Amount, BoardRank, ClaimRow } from '../../api'
import type { Tone } from '../../course/model'

/** The codes of the states of a claim. */
export const state = { draft: '1', claimed: '2', group: '3', branch: '4', posted: '5', effective: '6', returned: '7', disputed: '8', reexamined: '9', upheld: '10', corrected: '11', void: '12' } as const

/** The parts of a total, in the order of a slip. */
export const groups: { code: string; label: string }[] = [
  { code: 'J', label: '贡献分' },
  { code: 'H', label: '表彰加分' },
  { code: 'K', label: '扣分' },
  { code: 'V', label: '一票否决' },
]

/** stars draws a number of stars; "" for none. */
export function stars(n: number): string {
  return '★'.repeat(Math.max(0, Math.min(n, 9)))
}

/** standing is what stands in the place of stars: 免评 and 一票否决 are words, never a number. */
export function standing(r: Pick<BoardRank, 'exempt' | 'vetoed' | 'stars'>): string {
  return r.exempt ? '免评' : r.vetoed ? '一票否决' : stars(r.stars) || '没有星级'
}

/** total is the total as one reads it; who is exempt has none. */
export function total(r: { exempt: boolean; total: Amount }): string {
  return r.exempt ? '免评' : r.total.text
}

/** stateTone gives the tag of a state. */
export function stateTone(code: string): Tone {
  switch (code) {
    case state.disputed:
    case state.reexamined:
    case state.returned:
      return 'amber'
    case state.effective:
    case state.upheld:
      return 'jade'
    case state.draft:
    case state.void:
    case state.corrected:
      return ''
  }
  return 'blue'
}

/** waits says what is to be done next of a claim, "" when nothing is. */
export function waits(r: Pick<ClaimRow, 'state' | 'until' | 'due'>): string {
  switch (r.state) {
    case state.draft:
      return '等提交'
    case state.claimed:
      return '等小组初审'
    case state.group:
      return '等支部审核'
    case state.branch:
      return '等公示'
    case state.posted:
      return `公示到 ${r.until}`
    case state.returned:
      return '等补正重报'
    case state.disputed:
      return `${r.due} 前复核`
    case state.reexamined:
      return `${r.due} 前答复`
    case state.upheld:
      return '等生效'
  }
  return ''
}

/** verb is what the button of a step says. */
export function verb(to: string, label: string): string {
  switch (to) {
    case state.claimed:
      return '提交申报'
    case state.group:
      return '小组初审通过'
    case state.branch:
      return '支部审核通过'
    case state.effective:
      return '办理生效'
    case state.disputed:
      return '登记异议'
    case state.reexamined:
      return '开始复核'
    case state.upheld:
      return '维持原结果'
    case state.corrected:
      return '更正'
    case state.void:
      return '冲正（作废）'
  }
  return label
}

/** needsReason says whether a step must say why. */
export function needsReason(to: string): boolean {
  return ([state.returned, state.disputed, state.corrected, state.void] as string[]).includes(to)
}

/** many are the steps that may be taken of several claims at once, from a state. */
export function many(from: string): string[] {
  switch (from) {
    case state.draft:
    case state.returned:
      return [state.claimed]
    case state.claimed:
      return [state.group, state.returned]
    case state.group:
      return [state.branch, state.returned]
  }
  return []
}

/** reviewer is what the box of who took a step is called. */
export function reviewer(to: string): string {
  return to === state.group ? '初审人' : to === state.branch ? '审核人' : to === state.reexamined || to === state.upheld || to === state.corrected ? '复核人' : '经办人'
}

/** line gives the points of a small curve through amounts, in a box of width and height. */
export function line(amounts: Amount[], width: number, height: number): string {
  if (amounts.length < 2) return ''
  const values = amounts.map((a) => a.tenths)
  const low = Math.min(...values)
  const span = Math.max(...values) - low || 1
  return values.map((v, i) => `${((i / (values.length - 1)) * width).toFixed(1)},${(height - ((v - low) / span) * height).toFixed(1)}`).join(' ')
}

/** noticeWords say how a notice stands. */
export function noticeWords(n: { closed: string; over: boolean; left: number; waiting: number }): { text: string; tone: Tone } {
  if (n.closed) return { text: n.waiting ? `已办结，${n.waiting} 条异议待处理` : '已办结', tone: n.waiting ? 'amber' : 'jade' }
  if (n.over) return { text: '公示期满', tone: 'amber' }
  return { text: `还有 ${n.left} 个工作日`, tone: 'blue' }
}

export { leftWords } from '../../posting/words'
