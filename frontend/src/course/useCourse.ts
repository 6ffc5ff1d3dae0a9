import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import { AppError, decodeError, type Course, type RecordView } from '../api'
import { refreshBook } from '../ui/book'
import { notice } from '../ui/notice'
import type { Ask } from './model'
import type { Answers } from './StepDialog.vue'

/** Doing is the step that the dialog asks about. send does it; null when it says itself what came of it. */
export interface Doing {
  ask: Ask
  due?: string
  dateLabel?: string
  noDate?: boolean
  start?: Partial<Answers>
  send: (a: Answers) => Promise<Course | null>
  done: string
}

/** CourseWork is the course of the record on a page: how it stands, and the step under way. */
export interface CourseWork {
  course: ShallowRef<Course | null>
  error: ShallowRef<AppError | null>
  over: ComputedRef<boolean>
  doing: ShallowRef<Doing | null>
  load: () => Promise<void>
  send: (a: Answers) => Promise<void>
  text: (key: string) => string
  value: (key: string) => string
}

/** useCourse reads the course of a record, again whenever the record changes, and takes its steps. */
export function useCourse(view: () => RecordView, read: (id: string) => Promise<Course>, changed: () => void): CourseWork {
  const course = shallowRef<Course | null>(null)
  const error = shallowRef<AppError | null>(null)
  const doing = shallowRef<Doing | null>(null)
  async function load() {
    try {
      course.value = await read(view().id)
      error.value = null
    } catch (e) {
      error.value = decodeError(e)
    }
  }
  watch(() => [view().id, view().version], load, { immediate: true })
  async function send(a: Answers) {
    const d = doing.value
    if (!d) return
    const after = await d.send(a)
    if (after) {
      course.value = after
      notice.done(d.done)
    }
    void refreshBook()
    changed()
  }
  const field = (key: string) => view().fields.find((f) => f.key === key)
  return {
    course, error, doing, load, send,
    over: computed(() => course.value?.choices.length === 0),
    text: (key) => field(key)?.text ?? '',
    value: (key) => field(key)?.value ?? '',
  }
}
