import { ref } from 'vue'
import { decodeError } from '../api'

/** Tone of a message: done (jade), info (blue), warn (amber), error (brick). */
export type Tone = 'done' | 'info' | 'warn' | 'error'

/** Notice is one message at the bottom of the page. An action such as 撤销 closes it. */
export interface Notice {
  id: number
  tone: Tone
  text: string
  hint: string
  action?: { label: string; run: () => unknown }
}

/** notices are the messages now shown, oldest first. */
export const notices = ref<Notice[]>([])

let last = 0

interface Options {
  hint?: string
  action?: Notice['action']
  /** Milliseconds it stays; 0 until closed. */
  stay?: number
}

function show(tone: Tone, text: string, o: Options = {}): number {
  const id = ++last
  const n: Notice = { id, tone, text, hint: o.hint ?? '' }
  if (o.action) n.action = o.action
  // One message at a time keeps the page free; errors wait beside it until they are closed.
  notices.value = [...notices.value.filter((x) => x.tone === 'error' && x.text !== text).slice(-2), n]
  const stay = o.stay ?? (tone === 'error' ? 0 : o.action ? 12000 : 6000)
  if (stay > 0) setTimeout(() => close(id), stay)
  return id
}

/** close takes one message away. */
export function close(id: number): void {
  notices.value = notices.value.filter((n) => n.id !== id)
}

/** notice shows messages at the bottom of the page. Errors stay until they are closed. */
export const notice = {
  done: (text: string, o?: Options) => show('done', text, o),
  info: (text: string, o?: Options) => show('info', text, o),
  warn: (text: string, o?: Options) => show('warn', text, o),
  /** error shows what was wrong and what to do next; it takes whatever a call was rejected with. */
  error: (cause: unknown, o?: Options) => {
    const e = decodeError(cause)
    return show('error', e.message, { hint: e.hint, ...o })
  },
  /** say gives a message that is still shown other words. */
  say: (id: number, text: string) => {
    const n = notices.value.find((x) => x.id === id)
    if (n) n.text = text
  },
  /** clear takes all messages away. */
  clear: () => {
    notices.value = []
  },
}
