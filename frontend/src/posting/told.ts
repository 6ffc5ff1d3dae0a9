import { refreshBook } from '../ui/book'
import { notice } from '../ui/notice'
import { undo } from '../ui/undo'

/** told says what was done, with 撤销 where the change can be taken back; again draws the page anew after that. */
export function told(change: string, text: string, again: () => void, hint = ''): void {
  void refreshBook()
  const options = hint ? { hint } : {}
  if (!change) return void notice.done(text, options)
  notice.done(text, { ...options, action: { label: '撤销', run: () => takeBack(change, again) } })
}

async function takeBack(change: string, again: () => void): Promise<void> {
  try {
    const r = await undo(change)
    if (!r) return
    if (r.kept.length > 0) notice.warn('撤销了一部分', { hint: '后来又办过的步骤没有动' })
    else notice.done('已撤销')
    void refreshBook()
    again()
  } catch (e) {
    notice.error(e)
  }
}
