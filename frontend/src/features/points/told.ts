import type { PointsDone } from '../../api'
import { told as tell } from '../../posting/told'

/** told says what was done, with 撤销 where it can be taken back; again draws the page anew after that. */
export function told(done: PointsDone, text: string, again: () => void, hint = ''): void {
  tell(done.change, text, again, hint || done.warnings.filter((w, i, all) => all.indexOf(w) === i).slice(0, 3).join('；'))
}
