// What happens without the page: packets out of the watched folder, files opened
// by double click. The program keeps the news; asking costs next to nothing.
import { onBeforeUnmount, onMounted } from 'vue'
import { Sync } from '../api'
import { refreshBook } from '../ui/book'
import { notice } from '../ui/notice'
import { takeOffered } from '../ui/offered'

const every = 15_000 // ms between two questions

/** useNews keeps asking while the frame is there. */
export function useNews(): void {
  let serial: number | undefined
  let timer: ReturnType<typeof setInterval> | undefined

  async function ask(): Promise<void> {
    if (document.visibilityState !== 'visible') return
    try {
      const n = await Sync.news()
      if (n.offered > 0) void takeOffered()
      if (serial !== undefined && n.serial !== serial) {
        notice.info(n.text)
        void refreshBook()
      }
      serial = n.serial
    } catch {
      // The next call that matters says that the program is gone.
    }
  }

  onMounted(() => {
    void ask()
    timer = setInterval(() => void ask(), every)
    window.runtime?.EventsOn?.('sync', () => void ask())
  })
  onBeforeUnmount(() => clearInterval(timer))
}
