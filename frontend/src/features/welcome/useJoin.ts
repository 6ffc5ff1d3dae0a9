// Joining a book that another PC has: the request, the wait, the welcome.
import { ref, shallowRef } from 'vue'
import { Book, Sync, choosePackets, decodeError, saveFile, waitForJob, type AppError, type FileRef, type Job, type Request } from '../../api'
import { refreshBook } from '../../ui/book'

// Who works here is a matter of the book, and there is none yet: the page keeps it.
const kept = 'join.operator'

export function useJoin() {
  const waiting = shallowRef<Request | null>(null)
  const name = ref('')
  const operator = ref(localStorage.getItem(kept) ?? '')
  const busy = ref(false)
  const job = shallowRef<Job | null>(null)
  const problem = shallowRef<AppError | null>(null)
  let stop: AbortController | null = null

  async function load(): Promise<void> {
    try {
      const p = await Sync.pending()
      waiting.value = p.waiting ? p.request : null
      if (p.waiting) name.value = p.request.name
    } catch (e) {
      problem.value = decodeError(e)
    }
  }

  /** Makes the request and keeps its file; false when cancelled or refused. */
  async function ask(): Promise<boolean> {
    busy.value = true
    problem.value = null
    try {
      const made = await Sync.join(name.value.trim())
      if (!made.waiting) return false
      localStorage.setItem(kept, operator.value.trim())
      if (made.file.token !== '') await saveFile(made.file)
      waiting.value = made.request
      return true
    } catch (e) {
      problem.value = decodeError(e)
      return false
    } finally {
      busy.value = false
    }
  }

  /** Enters the book with the welcome packet among the files; false when it was stopped or refused. */
  async function enter(files: FileRef[]): Promise<boolean> {
    if (files.length === 0 || busy.value) return false
    busy.value = true
    problem.value = null
    stop = new AbortController()
    try {
      const first = await Sync.enter(files.map((f) => f.token))
      job.value = first
      await waitForJob(first, (j) => (job.value = j), stop.signal)
      // The book is open; a name that is refused can be given again in the settings.
      if (operator.value.trim() !== '') await Book.setOperator(operator.value.trim()).catch(() => undefined)
      localStorage.removeItem(kept)
      await refreshBook()
      return true
    } catch (e) {
      const error = decodeError(e)
      if (error.code !== 'canceled') problem.value = error
      return false
    } finally {
      busy.value = false
      job.value = stop = null
    }
  }

  async function choose(): Promise<boolean> {
    problem.value = null
    try {
      return await enter(await choosePackets())
    } catch (e) {
      problem.value = decodeError(e)
      return false
    }
  }

  return { waiting, name, operator, busy, job, problem, load, ask, again: ask, enter, choose, cancel: () => stop?.abort() }
}
