// What the pages of every course share: its bar, its lights, what the dialog of a step
// asks for. Pure; which state follows which comes from the program.
import type { Course } from '../api'

/** Stage is one step of the bar above a record. */
export interface Stage {
  label: string
  place: 'done' | 'now' | 'ahead'
}

/** stages are the steps of a bar: those before the one at hand are done, and that one too when all is over. */
export function stages(labels: string[], at: number, over: boolean): Stage[] {
  return labels.map((label, i) => ({ label, place: i < at || (over && i === at) ? 'done' : i === at ? 'now' : 'ahead' }))
}

/** Tone of a tag. */
export type Tone = 'red' | 'amber' | 'jade' | 'blue' | ''

/** lightTone gives the tag of a light. */
export function lightTone(light: string): Tone {
  return light === 'red' ? 'red' : light === 'yellow' ? 'amber' : light === 'green' ? 'jade' : ''
}

/** lightWords say how a deadline stands, "" where there is none. Left counts working days. */
export function lightWords(c: Pick<Course, 'left' | 'light'>): string {
  if (c.light === 'red') return `逾期 ${Math.max(1, -c.left)} 个工作日`
  if (c.light === 'yellow') return c.left <= 0 ? '今天到期' : `还有 ${c.left} 个工作日`
  return c.light === 'green' ? `还有 ${c.left} 个工作日` : ''
}

/** Ask says what the dialog of a step asks for. */
export interface Ask {
  title: string
  note: string // label; "" not asked
  must: boolean // the note is needed
  hint: string
  unit: boolean
  due: boolean
  cost: boolean
  rating: boolean
  by: string // label of who did it; "" not asked
  proof: boolean
  lead?: string // what it is about, above all that is asked
  claim?: boolean // who claims it, and by when
  plan?: boolean // by when
  agreement?: boolean // what was agreed, and whether in writing
  kept?: boolean // whether the agreement is kept
}

/** nothing is asked: what a step asks for is added to it. */
export const nothing: Ask = { title: '', note: '', must: false, hint: '', unit: false, due: false, cost: false, rating: false, by: '', proof: false }
