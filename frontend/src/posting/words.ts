// What the pages of public notices say, those of points too. Pure.
import type { Tone } from '../course/model'
import type { PublicNotice } from '../api'

/** The codes of the kinds of notices. */
export const kind = { points: '1', awards: '2', development: '3', other: '9' } as const

/** The codes of what came of a line, and of an objection. */
export const outcome = { unopposed: '1', upheld: '2', out: '3' } as const
export const decision = { upheld: '1', corrected: '2' } as const

/** stateWords say how a notice stands. */
export function stateWords(n: Pick<PublicNotice, 'state' | 'left' | 'waiting'>): { text: string; tone: Tone } {
  switch (n.state) {
    case 'withdrawn':
      return { text: '已撤回', tone: '' }
    case 'closed':
      return { text: n.waiting ? `已办结，${n.waiting} 件异议待处理` : '已办结', tone: n.waiting ? 'amber' : 'jade' }
    case 'over':
      return { text: '公示期满', tone: 'amber' }
  }
  return { text: `公示中，还剩 ${n.left} 个工作日`, tone: 'blue' }
}

/** leftWords say how near the deadline of an objection is. */
export function leftWords(left: number): { text: string; tone: Tone } {
  if (left < 0) return { text: `逾期 ${-left} 个工作日`, tone: 'red' }
  return { text: left === 0 ? '今天到期' : `还有 ${left} 个工作日`, tone: left <= 2 ? 'amber' : 'blue' }
}

/** lineWords say how a line stands. */
export function lineWords(l: { outcome: string; label: string; waiting: boolean }, state: string): { text: string; tone: Tone } {
  if (l.waiting) return { text: '有异议，待处理', tone: 'amber' }
  if (l.outcome === '') return state === 'withdrawn' ? { text: '已撤回', tone: '' } : { text: '公示中', tone: 'blue' }
  return { text: l.label, tone: l.outcome === outcome.out ? 'red' : 'jade' }
}
