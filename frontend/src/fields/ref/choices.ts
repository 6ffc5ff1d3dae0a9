import { ref } from 'vue'
import { decodeError, Records, type Hit } from '../../api'

/** useChoices looks records of a register up while a person types; the last question wins. */
export function useChoices(register: () => string) {
  const hits = ref<Hit[]>([])
  const busy = ref(false)
  const failed = ref('')
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function look(text: string): void {
    clearTimeout(timer)
    timer = setTimeout(() => void run(text), text === '' ? 0 : 120)
  }

  async function run(text: string): Promise<void> {
    const mine = ++turn
    busy.value = true
    try {
      const found = await Records.choices(register(), text, 30)
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
