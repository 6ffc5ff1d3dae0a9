import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/**
 * useDrop takes files that are dropped anywhere on the page. over is true while
 * files hang above it. Text and pictures dragged within the page are not taken.
 */
export function useDrop(take: (files: File[]) => void): Ref<boolean> {
  const over = ref(false)
  // Entering a part of the page leaves another: only the balance tells whether they are above.
  let depth = 0
  const brings = (e: DragEvent) => e.dataTransfer?.types.includes('Files') ?? false

  function enter(e: DragEvent) {
    if (!brings(e)) return
    e.preventDefault()
    depth++
    over.value = true
  }
  function above(e: DragEvent) {
    if (brings(e)) e.preventDefault()
  }
  function leave(e: DragEvent) {
    if (!brings(e)) return
    depth = Math.max(0, depth - 1)
    over.value = depth > 0
  }
  function drop(e: DragEvent) {
    if (!brings(e)) return
    e.preventDefault()
    depth = 0
    over.value = false
    const files = [...(e.dataTransfer?.files ?? [])]
    if (files.length > 0) take(files)
  }

  onMounted(() => {
    document.addEventListener('dragenter', enter)
    document.addEventListener('dragover', above)
    document.addEventListener('dragleave', leave)
    document.addEventListener('drop', drop)
  })
  onBeforeUnmount(() => {
    document.removeEventListener('dragenter', enter)
    document.removeEventListener('dragover', above)
    document.removeEventListener('dragleave', leave)
    document.removeEventListener('drop', drop)
  })
  return over
}
