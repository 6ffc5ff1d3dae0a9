// What the pages of wishes, mediations and rounds say. Pure. The codes are those of the
// lists of the states; which state follows which comes from the program.
import type { AskedQuestion, Course } from '../../api'
import { lightTone, lightWords, nothing, stages, type Ask, type Stage, type Tone } from '../../course/model'

/** The codes of the states of a wish. */
export const wish = { open: '1', claimed: '2', done: '3', cancelled: '4' } as const

/** The codes of the states of a mediation. */
export const mediation = { going: '10', agreed: '11', failed: '12', court: '13', handed: '14', recanted: '15', returned: '20' } as const

/** wishStages are the steps of a wish as it stands. */
export function wishStages(c: Pick<Course, 'state'>): Stage[] {
  if (c.state === wish.cancelled) return stages(['征集', '已取消'], 1, true)
  const at = { [wish.open]: 0, [wish.claimed]: 1, [wish.done]: 2 }[c.state] ?? 0
  return stages(['待认领', '已认领', '已完成'], at, at === 2)
}

/** askOfWish says what a step of a wish asks for. */
export function askOfWish(to: string): Ask {
  switch (to) {
    case wish.claimed:
      return { ...nothing, title: '认领心愿', claim: true }
    case wish.done:
      return { ...nothing, title: '心愿完成', note: '效果', must: true, hint: '送了什么、办成了什么。不要写姓名、住址和病情。' }
    case wish.open:
      return { ...nothing, title: '认领人退出', note: '退出的原因', must: true, hint: '心愿回到待认领，可以由别人认领；原来的经过都留着。不要写病情等隐私。' }
    default:
      return { ...nothing, title: '撤回心愿', note: '撤回的原因', must: true, hint: '撤回以后不再征集，也不上墙。不要写病情等隐私。' }
  }
}

/** mediationStages are the steps of a mediation as it stands: the result takes the words that it has. */
export function mediationStages(c: Pick<Course, 'state' | 'label' | 'entries'>): Stage[] {
  if (c.state === mediation.recanted) return stages(['受理调解', c.label], 1, true)
  if (c.state === mediation.going) return stages(['正在调解', '调解结果', '回访'], 0, false)
  const over = c.state === mediation.returned
  const result = over ? ([...c.entries].reverse().find((e) => e.to !== e.from && e.to !== c.label && !e.void)?.to ?? '调解结果') : c.label
  return stages(['正在调解', result, '回访'], over ? 2 : 1, over)
}

/** askOfMediation says what a step of a mediation asks for; agreed tells that there is an agreement to be kept. */
export function askOfMediation(to: string, agreed: boolean): Ask {
  switch (to) {
    case mediation.agreed:
      return { ...nothing, title: '调解成功', agreement: true, note: '说明', by: '调解员' }
    case mediation.failed:
      return { ...nothing, title: '调解未成功', note: '为什么', must: true, by: '调解员', hint: '没有调解成功的，可以再引导诉讼或移交上级。' }
    case mediation.court:
      return { ...nothing, title: '引导诉讼', note: '告知的途径', must: true, hint: '例如 告知可向人民法院起诉，介绍了法律援助。' }
    case mediation.handed:
      return { ...nothing, title: '移交上级', note: '移交给谁', must: true, hint: '例如 街道司法所，连同调解记录。' }
    case mediation.returned:
      return { ...nothing, title: '回访', kept: agreed, note: '回访情况', by: '回访人', hint: agreed ? '还没有履行的写明情况，可以再回访，也可以引导诉讼或移交上级。' : '' }
    default:
      return { ...nothing, title: '当事人撤回', note: '撤回的原因', must: true }
  }
}

/** questionTag says in a word how a question stands. */
export function questionTag(q: Pick<AskedQuestion, 'onSpot' | 'replied' | 'matterNo' | 'handling' | 'waits' | 'light' | 'left' | 'due'>): { text: string; tone: Tone } {
  if (q.onSpot) return { text: '当场答复', tone: 'jade' }
  if (q.replied) return { text: `${q.replied} 答复`, tone: 'jade' }
  if (q.matterNo) return { text: `已转诉求 · ${q.handling}`, tone: 'blue' }
  if (q.due) return { text: lightWords(q), tone: lightTone(q.light) }
  return { text: '待答复', tone: 'amber' }
}

/** QuestionLine is one line of the table in which questions are written down. */
export interface QuestionLine {
  key: number
  question: string
  kind: string
  asker: string
  onSpot: boolean
  answer: string
  by: string
  due: string
}

/** blankLine is a line without anything. */
export const blankLine = (key: number): QuestionLine => ({ key, question: '', kind: '', asker: '', onSpot: true, answer: '', by: '', due: '' })

/** isBlank reports whether nothing was written in a line. */
export const isBlank = (l: QuestionLine): boolean => [l.question, l.asker, l.answer].every((t) => t.trim() === '')

/** inputsOf are the fields of a question as the program takes them; host answers where nobody is named. */
export function inputsOf(l: QuestionLine, host: string): { key: string; input: string; back: string }[] {
  const said: [string, string][] = [
    ['question', l.question],
    ['kind', l.kind],
    ['asker', l.asker],
    ['on_spot', l.onSpot ? '1' : ''],
    ['answer', l.onSpot ? l.answer : ''],
    ['answered_by', l.by.trim() || host],
    ['reply_due', l.onSpot ? '' : l.due],
  ]
  return said.filter(([, v]) => v.trim() !== '').map(([key, input]) => ({ key, input, back: '' }))
}

/** weekdays are the days of the week with their numbers, Monday first. */
export const weekdays = ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'].map((label, i) => ({ value: i + 1, label }))

/** weekdayOf names the day of the week of a full date, "" for anything else. */
export function weekdayOf(date: string): string {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date.trim())
  if (!m) return ''
  const day = new Date(Number(m[1]), Number(m[2]) - 1, Number(m[3])).getDay()
  return `周${'日一二三四五六'[day]}`
}
