import { ref } from 'vue'
import { decodeError, Records, type Hit } from '../../api'

/** useChoices looks records of a register up while a person types; the last question wins. find asks in another way than for any register. */
export function useChoices(register: () => string, find = (text: string): Promise<Hit[]> => Records.choices(register(), text, 30)) {
  const hits = ref<Hit[]>([])
  const busy = ref(false)
  const failed = ref('')
  let turn = 0
  let asked = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  function look(text: string): void {
    clearTimeout(timer)
    // The answers to what was typed before go at once: Enter would take one of them.
    if (text !== asked) {
      hits.value = []
      busy.value = true
      turn++
    }
    asked = text
    timer = setTimeout(() => void run(text), text === '' ? 0 : 120)
  }

  async function run(text: string): Promise<void> {
    const mine = ++turn
    busy.value = true
    try {
      const found = await find(text)
      if (mine !== turn) return
      hits.value = found
      failed.value = ''
    } catch (cause) {
      if (mine === turn) failed.value = decodeError(cause).message
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  return { hits, busy, failed, look }
}

/**
 * The one of some answers that an Enter may take which was pressed before they came:
 * the only one, or the only one that is called what was typed. Of several a person has to see them first.
 */
export function meant<T extends { title: string }>(answers: readonly T[], typed: string): T | undefined {
  if (answers.length === 1) return answers[0]
  const squeeze = (s: string) => s.replace(/\s+/g, '')
  const same = answers.filter((a) => squeeze(a.title) === squeeze(typed))
  return same.length === 1 ? same[0] : undefined
}
