// What the pages of appeals and supervision say. Pure. The codes are those of the
// lists of the states; which state follows which comes from the program.
import type { Course, MatterCard } from '../../api'
import { lightWords, nothing, stages, type Ask, type Stage } from '../../course/model'

/** The codes of the states of an appeal that a dialog treats in its own way. */
export const state = { accepted: '10', onSpot: '20', community: '30', forwarded: '40', reported: '50', explained: '55', finished: '60', returned: '70', reopened: '75', satisfied: '80', closed: '85', refused: '90' } as const

/** The codes of the states of a supervised problem. */
export const watched = { issued: '1', received: '2', answered: '3', returned: '4', done: '5' } as const

const way = ['当场解决', '社区协调', '转办', '上报', '解释说明']

/** matterStages are the steps of an appeal as it stands: the way of handling and the end take the words that they have. */
export function matterStages(c: Pick<Course, 'state' | 'label' | 'entries'>): Stage[] {
  if (c.state === state.refused) return stages(['受理', '不予受理'], 1, true)
  const at = stageAt(c.state)
  const chosen = [...c.entries].reverse().find((e) => e.to !== e.from && way.includes(e.to))?.to
  const handling = at === 1 ? c.label : at > 1 ? (chosen ?? '办理') : '办理'
  const end = at === 4 ? c.label : '满意归档'
  return stages(['受理', handling, '办结', '回访', end], at, at === 4)
}

function stageAt(code: string): number {
  switch (code) {
    case state.accepted:
      return 0
    case state.finished:
      return 2
    case state.returned:
      return 3
    case state.satisfied:
    case state.closed:
      return 4
    default:
      return 1
  }
}

/** supervisionStages are the steps of a supervised problem as it stands. */
export function supervisionStages(c: Pick<Course, 'state'>): Stage[] {
  const at = { [watched.issued]: 0, [watched.received]: 1, [watched.returned]: 1, [watched.answered]: 2, [watched.done]: 3 }[c.state] ?? 0
  return stages(['交办', c.state === watched.returned ? '退回重办' : '签收', '反馈', '销号'], at, at === 3)
}

/** shortLight is lightWords for a narrow column. */
export function shortLight(c: Pick<MatterCard, 'left' | 'light'>): string {
  return lightWords(c).replace(' 个工作日', ' 天')
}

/** askOf says what a step of an appeal asks for. */
export function askOf(to: string, label: string): Ask {
  const a: Ask = { ...nothing, title: label, note: '说明' }
  switch (to) {
    case state.onSpot:
      return { ...a, note: '怎样解决的', hint: '写好以后，接着点【办结】。' }
    case state.explained:
      return { ...a, note: '解释了什么' }
    case state.community:
      return { ...a, title: '由社区协调办理', note: '打算怎样办', due: true }
    case state.forwarded:
      return { ...a, title: '转给有关单位办理', unit: true, due: true }
    case state.reported:
      return { ...a, title: '上报', unit: true, due: true }
    case state.finished:
      return { ...a, note: '办理结果', must: true, cost: true, hint: '怎样办的、办成了什么。' }
    case state.returned:
      return { ...a, note: '居民怎么说', rating: true, by: '回访人' }
    case state.reopened:
      return { ...a, title: '重开，重新办理', note: '为什么重开', hint: '只能重开一次；原来的经过都留着。' }
    case state.refused:
      return { ...a, note: '不予受理的原因', must: true }
    case state.satisfied:
      return { ...a, title: '满意，归档' }
    default:
      return a
  }
}

/** askOfSupervision says what a step of a supervised problem asks for. */
export function askOfSupervision(to: string, label: string): Ask {
  const a: Ask = { ...nothing, title: label, note: '说明' }
  switch (to) {
    case watched.answered:
      return { ...a, title: '反馈办理情况', note: '办理情况', must: true, proof: true, hint: '没有办完的，写明进展和原因。' }
    case watched.returned:
      return { ...a, title: '退回重办', note: '退回的理由', must: true, due: true }
    case watched.done:
      return { ...a, title: '销号', note: '审核意见', proof: true, hint: '没有完成凭据，不能销号。' }
    default:
      return a
  }
}

/** stepVerb is what the button of a step says. */
export function stepVerb(to: string, label: string): string {
  return to === state.satisfied ? '满意归档' : to === state.closed ? '归档' : label
}

/** The stages of 四议两公开 in their order: field and short name. */
export const deliberations: { key: string; label: string }[] = [
  { key: 'proposed', label: '党组织提议' },
  { key: 'discussed', label: '“两委”会商议' },
  { key: 'reviewed', label: '党员大会审议' },
  { key: 'resolved', label: '居民会议决议' },
  { key: 'announced', label: '决议公开' },
  { key: 'result_posted', label: '实施结果公开' },
]
