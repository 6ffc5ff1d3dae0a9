import { shallowRef } from 'vue'

/** Question is what a person is asked before something that matters. */
export interface Question {
  title: string
  text: string
  /** The verb on the button that goes on: 删除, 撤销. */
  yes: string
  no?: string
  danger?: boolean
  answer: (yes: boolean) => void
}

/** question is the one now asked. */
export const question = shallowRef<Question | null>(null)

/** ask shows a question and resolves with true when the person goes on. */
export function ask(q: Omit<Question, 'answer'>): Promise<boolean> {
  question.value?.answer(false)
  return new Promise((resolve) => {
    question.value = {
      ...q,
      answer: (yes) => {
        question.value = null
        resolve(yes)
      },
    }
  })
}
