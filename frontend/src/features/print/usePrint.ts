// The state of the print desk: which document, how, and the PDF that came of it.
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { Book, Print, Settings, decodeError, fileURL } from '../../api'
import type { AppError, DocumentInfo, PrintResult } from '../../api'
import { remembered, requestOf, unanswered, usual, worthRemembering, type Choices } from './model'
import { Paper } from './pdf'

const settle = 400 // ms without a further change before the page is drawn anew

export function usePrint() {
  const documents = ref<DocumentInfo[]>([])
  const key = ref('')
  const choices = ref<Choices | null>(null)
  const result = shallowRef<PrintResult | null>(null)
  const paper = shallowRef<Paper | null>(null)
  const busy = ref(false)
  const loading = ref(true)
  const problem = shallowRef<AppError | null>(null)
  const today = ref('')

  const document = computed(() => documents.value.find((d) => d.key === key.value))
  const open = computed(() => (document.value && choices.value ? unanswered(document.value, choices.value) : []))

  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let wanted = ''

  async function start(): Promise<void> {
    loading.value = true
    problem.value = null
    try {
      const [list, status] = await Promise.all([Print.documents(), Book.status()])
      documents.value = list
      today.value = status.today
    } catch (e) {
      problem.value = decodeError(e)
    } finally {
      loading.value = false
    }
  }

  /** Turns to a document; answers given by whoever sent us here come before the usual ones. */
  async function choose(document: string, answers: Record<string, string> = {}): Promise<void> {
    const doc = documents.value.find((d) => d.key === document) ?? documents.value[0]
    if (!doc) return
    const mine = ++turn
    key.value = doc.key
    choices.value = null
    drop()
    const text = await Settings.recall(`print.${doc.key}`).catch(() => '')
    if (mine !== turn) return
    const base = remembered(doc, usual(doc, today.value), text)
    const asked = Object.fromEntries(Object.entries(answers).filter(([k]) => doc.params.some((p) => p.key === k)))
    choices.value = { ...base, answers: { ...base.answers, ...asked } }
  }

  function drop(): void {
    paper.value?.close()
    paper.value = null
    result.value = null
    problem.value = null
    busy.value = false
    wanted = ''
  }

  async function draw(): Promise<void> {
    const doc = document.value
    const c = choices.value
    if (!doc || !c) return
    if (open.value.length > 0) return drop()
    const request = requestOf(doc, c)
    const text = JSON.stringify(request)
    if (text === wanted && !problem.value) return
    wanted = text
    const mine = ++turn
    busy.value = true
    problem.value = null
    try {
      const made = await Print.render(request)
      const bytes = await fetchBytes(fileURL(made.file))
      if (mine !== turn) return
      const opened = await Paper.open(bytes)
      if (mine !== turn) return opened.close()
      paper.value?.close()
      paper.value = opened
      result.value = made
      void Settings.remember(`print.${doc.key}`, worthRemembering(c)).catch(() => undefined)
    } catch (e) {
      if (mine !== turn) return
      paper.value?.close()
      paper.value = null
      result.value = null
      problem.value = decodeError(e)
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  watch(
    choices,
    () => {
      clearTimeout(timer)
      if (choices.value) timer = setTimeout(draw, paper.value || busy.value ? settle : 0)
    },
    { deep: true },
  )

  onScopeDispose(() => {
    turn++
    clearTimeout(timer)
    paper.value?.close()
  })

  return { documents, document, key, choices, result, paper, busy, loading, problem, open, start, choose, draw }
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(await answer.text())
  return new Uint8Array(await answer.arrayBuffer())
}
