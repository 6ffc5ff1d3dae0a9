import { AppError, type Job, undoChange, type UndoResult } from '../api'
import { close, notice } from './notice'

/**
 * undo takes a change back. When that takes a while, a message says so and
 * offers to stop; then, and only then, the answer is null and nothing was changed.
 */
export async function undo(change: string): Promise<UndoResult | null> {
  const stop = new AbortController()
  let shown = 0
  const progress = (job: Job): void => {
    if (job.finished) return
    const far = job.total > 0 ? `${job.done.toLocaleString('zh-CN')} / ${job.total.toLocaleString('zh-CN')}` : '请稍候'
    const text = `改动很多，正在撤销，${far}`
    if (shown) notice.say(shown, text)
    else shown = notice.info(text, { stay: 0, action: { label: '停下来', run: () => stop.abort() } })
  }
  try {
    return await undoChange(change, progress, stop.signal)
  } catch (e) {
    if (!(e instanceof AppError) || e.code !== 'canceled') throw e
    notice.info('已停下来，什么都没有撤销')
    return null
  } finally {
    if (shown) close(shown)
  }
}
