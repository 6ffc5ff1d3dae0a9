import { onBeforeUnmount, onMounted, ref } from 'vue'
import type { FileRef } from '../api'
import { notice } from '../ui/notice'
import { useDrop } from '../ui/drop'
import { choose, pictures, prepare, type Given } from './index'

/**
 * usePick brings pictures in by a button, by dropping and by Ctrl V (a screenshot, a
 * picture of a chat). take gets them shrunk; while that is going on, busy says how far.
 */
export function usePick(take: (list: Given[]) => unknown) {
  const busy = ref('')
  async function bring(files: (File | FileRef)[]): Promise<void> {
    if (files.length === 0 || busy.value !== '') return
    busy.value = '正在缩小照片…'
    try {
      const list = await prepare(files, (done, total) => (busy.value = total > 1 ? `正在缩小照片 ${Math.min(done + 1, total)}/${total}…` : busy.value))
      if (list.length > 0) await take(list)
    } finally {
      busy.value = ''
    }
  }
  async function pick(): Promise<void> {
    try {
      await bring(await choose())
    } catch (e) {
      notice.error(e)
    }
  }
  const over = useDrop((files) => {
    const list = pictures(files)
    if (list.length === 0) notice.warn('拖进来的不是照片', { hint: '这里可以放 JPG、PNG、BMP、GIF、WebP 格式的照片。' })
    void bring(list)
  })
  function paste(e: ClipboardEvent) {
    const list = pictures(e.clipboardData?.files ?? [])
    if (list.length === 0) return // words go where they are pasted
    e.preventDefault()
    void bring(list)
  }
  onMounted(() => document.addEventListener('paste', paste))
  onBeforeUnmount(() => document.removeEventListener('paste', paste))
  return { busy, over, pick }
}
