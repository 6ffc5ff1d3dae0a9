// The state of the first start: making the book, then filling it.
import { ref, shallowRef } from 'vue'
import { Book, chooseFile, decodeError, waitForJob } from '../../api'
import type { AppError, Job } from '../../api'
import { refreshBook, setBook } from '../../ui/book'

export function useWelcome() {
  const community = ref('')
  const operator = ref('')
  const busy = ref(false)
  const job = shallowRef<Job | null>(null)
  const problem = shallowRef<AppError | null>(null)
  let stop: AbortController | null = null

  async function create(): Promise<boolean> {
    busy.value = true
    problem.value = null
    try {
      setBook(await Book.create(community.value.trim(), operator.value.trim()))
      return true
    } catch (e) {
      problem.value = decodeError(e)
      return false
    } finally {
      busy.value = false
    }
  }

  /** Puts a backup into the empty data folder; false when cancelled or refused. */
  async function restore(): Promise<boolean> {
    problem.value = null
    try {
      const file = await chooseFile('backup', '.czbak')
      if (!file) return false
      busy.value = true
      setBook(await Book.restore(file.token))
      return true
    } catch (e) {
      problem.value = decodeError(e)
      return false
    } finally {
      busy.value = false
    }
  }

  /** Fills the book with the made-up community; false when it was stopped or failed. */
  async function fill(): Promise<boolean> {
    busy.value = true
    problem.value = null
    stop = new AbortController()
    try {
      await waitForJob(await Book.fillDemo(), (j) => (job.value = j), stop.signal)
      await refreshBook()
      return true
    } catch (e) {
      const error = decodeError(e)
      if (error.code !== 'canceled') problem.value = error
      return false
    } finally {
      busy.value = false
      job.value = null
      stop = null
    }
  }

  const cancel = () => stop?.abort()

  return { community, operator, busy, job, problem, create, restore, fill, cancel }
}
