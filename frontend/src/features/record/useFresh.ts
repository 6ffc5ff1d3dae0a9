import { onBeforeUnmount, onMounted } from 'vue'

const every = 4000 // ms

/** useFresh calls look now and then while the page is seen, and at once when a person comes back to it. */
export function useFresh(look: () => Promise<void>): void {
  let timer: ReturnType<typeof setInterval> | undefined
  let busy = false
  async function now() {
    if (busy || document.visibilityState !== 'visible') return
    busy = true
    await look().finally(() => (busy = false))
  }
  const onSeen = () => void now()
  onMounted(() => {
    timer = setInterval(onSeen, every)
    document.addEventListener('visibilitychange', onSeen)
    window.addEventListener('focus', onSeen)
  })
  onBeforeUnmount(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', onSeen)
    window.removeEventListener('focus', onSeen)
  })
}
