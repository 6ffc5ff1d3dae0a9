import { Jobs, type Job } from '../gen/api'
import { decodeErrorText } from './call'

/** Progress hears the state of a job as it goes on. */
export type Progress = (job: Job) => void

const pause = 150 // ms between two questions

/**
 * waitForJob resolves with the finished job and rejects with its AppError.
 * Aborting the signal asks the program to cancel; the job then ends with its own error.
 */
export async function waitForJob(start: Job, progress?: Progress, signal?: AbortSignal): Promise<Job> {
  let job = start
  let cancelled = false
  for (;;) {
    progress?.(job)
    if (job.finished) {
      const failed = decodeErrorText(job.error)
      if (failed) throw failed
      return job
    }
    if (signal?.aborted && !cancelled) {
      cancelled = true
      job = await Jobs.cancel(job.id)
      continue
    }
    await new Promise((r) => setTimeout(r, pause))
    job = await Jobs.state(job.id)
  }
}
