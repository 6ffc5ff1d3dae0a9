// The state of the page of sync: how the PCs stand, and the one work that goes on.
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { AppError, Sync, decodeError, saveFile, waitForJob, type ExportOptions, type FileRef, type Imported, type Job, type Status, type SyncExport, type SyncTwins } from '../../api'
import { book, refreshBook } from '../../ui/book'

/** Doing is what goes on now. */
export type Doing = '' | 'look' | 'export' | 'import' | 'watch'

// A work goes on while a person looks at other pages; what it brought waits here.
const wrong = shallowRef<AppError | null>(null) // the last work failed
const doing = ref<Doing>('')
const job = shallowRef<Job | null>(null)
const exported = shallowRef<SyncExport | null>(null)
const imported = shallowRef<Imported | null>(null)
let stop: AbortController | null = null

// The status as it was last told: shown at once, then asked for anew.
const status = shallowRef<Status | null>(null)
const twins = shallowRef<SyncTwins[]>([])
const problem = shallowRef<AppError | null>(null) // the status could not be had

export function useSync() {

  async function load(): Promise<void> {
    try {
      status.value = await Sync.status()
      problem.value = null
      twins.value = status.value.twins > 0 ? await Sync.twins() : []
    } catch (e) {
      problem.value = decodeError(e)
    }
  }

  /** after is what every work that may have changed the book ends with. */
  async function after(): Promise<void> {
    await Promise.all([load(), refreshBook()])
  }

  /** look runs something short that is not a job of the program, such as handing files over. */
  async function look<T>(run: () => Promise<T>): Promise<T> {
    doing.value = 'look'
    try {
      return await run()
    } finally {
      doing.value = ''
    }
  }

  /** clear takes the outcome of the last work away. */
  function clear(): void {
    wrong.value = exported.value = imported.value = null
  }

  // A person who stopped it knows that it did not happen.
  async function work(what: Doing, start: () => Promise<Job>, end: (id: string) => Promise<void>): Promise<boolean> {
    if (doing.value !== '') return false
    doing.value = what
    clear()
    stop = new AbortController()
    try {
      const first = await start()
      if (first.id === '') return false
      job.value = first
      await waitForJob(first, (j) => (job.value = j), stop.signal)
      await end(first.id)
      return true
    } catch (e) {
      const error = decodeError(e)
      if (error.code !== 'canceled') wrong.value = error
      return false
    } finally {
      doing.value = ''
      job.value = stop = null
      await after()
    }
  }

  const exportPacket = (o: ExportOptions) =>
    work(
      'export',
      () => Sync.export(o),
      async (id) => {
        const made = await Sync.exportResult(id)
        exported.value = made
        if (made.file.token !== '') await saveFile(made.file)
      },
    )

  const importFiles = (files: FileRef[]) =>
    work('import', () => Sync.import(files.map((f) => f.token)), async (id) => void (imported.value = await Sync.importResult(id)))

  const runWatch = () => work('watch', () => Sync.runWatch(), async (id) => void (imported.value = await Sync.importResult(id)))

  // What the watched folder brought while the page was open.
  const unwatch = watch(() => book.status, (now, before) => {
    if (now !== before && doing.value === '') void load()
  })
  onScopeDispose(unwatch)

  void load()
  return {
    status,
    twins,
    problem,
    wrong,
    doing,
    job,
    exported,
    imported,
    alone: computed(() => !!status.value && status.value.computers.filter((c) => !c.self && c.removed === '').length === 0),
    load,
    after,
    clear,
    look,
    exportPacket,
    importFiles,
    runWatch,
    cancel: () => stop?.abort(),
  }
}

/** SyncState is what useSync gives. */
export type SyncState = ReturnType<typeof useSync>
