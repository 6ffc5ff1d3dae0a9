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
