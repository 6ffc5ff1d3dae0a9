import { onBeforeUnmount, onMounted, type Ref } from 'vue'

/**
 * useOutside hears of a press outside a part. What carries `data-keeps` (the
 * button that opened it) and the drop-down lists of its own boxes count as inside.
 */
export function useOutside(part: Ref<HTMLElement | undefined>, run: () => void): void {
  function press(e: PointerEvent) {
    const t = e.target
    if (!(t instanceof Element) || part.value?.contains(t) || t.closest('[data-keeps], .el-popper')) return
    run()
  }
  onMounted(() => document.addEventListener('pointerdown', press, true))
  onBeforeUnmount(() => document.removeEventListener('pointerdown', press, true))
}
