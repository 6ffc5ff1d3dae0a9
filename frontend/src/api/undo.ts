import { Records, type UndoResult } from '../gen/api'
import { type Progress, waitForJob } from './jobs'

/** undoChange takes a change back, however large it is; progress hears of it only when it takes a while. */
export async function undoChange(change: string, progress?: Progress, signal?: AbortSignal): Promise<UndoResult> {
  const started = await Records.undo(change)
  if (started.done) return started.result
  await waitForJob(started.job, progress, signal)
  return Records.undoResult(started.job.id)
}
