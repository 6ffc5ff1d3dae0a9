import { onBeforeUnmount, onMounted, reactive } from 'vue'

/** Shortcut is one key of a page and what it does, for the help sheet. */
export interface Shortcut {
  /** Such as "ctrl+s", "n", "/", "delete", "ctrl+enter". */
  keys: string
  label: string
  group: string
  run?: (e: KeyboardEvent) => void
  /** Runs also while a text box has the focus. Keys with Ctrl and F keys always do. */
  always?: boolean
}

/** shortcuts are all keys of what is now on the screen. */
export const shortcuts = reactive<Shortcut[]>([])

/** useKeys offers keys while the component is there. */
export function useKeys(list: Shortcut[]): void {
  onMounted(() => shortcuts.push(...list))
  onBeforeUnmount(() => {
    for (const s of list) {
      const i = shortcuts.findIndex((x) => x.keys === s.keys && x.label === s.label)
      if (i >= 0) shortcuts.splice(i, 1)
    }
  })
}

/** keyName gives the name of a pressed key as shortcuts write it. */
export function keyName(e: KeyboardEvent): string {
  let k = e.key.toLowerCase()
  if (k === ' ') k = 'space'
  const mods = (e.ctrlKey || e.metaKey ? 'ctrl+' : '') + (e.altKey ? 'alt+' : '') + (e.shiftKey && k.length > 1 ? 'shift+' : '')
  return mods + k
}

/** isTyping tells whether a key belongs to a text box. */
export function isTyping(e: Event): boolean {
  const t = e.target
  if (!(t instanceof HTMLElement)) return false
  return t.isContentEditable || t instanceof HTMLTextAreaElement || t instanceof HTMLSelectElement || (t instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(t.type))
}

/** dialogOpen tells whether a dialog covers the page: its keys rest then. */
export function dialogOpen(): boolean {
  return [...document.querySelectorAll<HTMLElement>('.el-overlay, [data-sheet]')].some((o) => o.getClientRects().length > 0)
}

// A dialog that closes on a key is gone when the key arrives here; what matters is what was open when it was pressed.
let covered = false

/** noteDialogs looks, before anyone else hears of a key, whether a dialog covers the page. */
export function noteDialogs(): void {
  covered = dialogOpen()
}

/** handleKey runs the shortcut of a key; the youngest one wins. */
export function handleKey(e: KeyboardEvent): void {
  if (e.defaultPrevented || e.isComposing) return
  const name = keyName(e)
  for (let i = shortcuts.length - 1; i >= 0; i--) {
    const s = shortcuts[i]
    if (!s?.run || s.keys !== name) continue
    const free = s.always || s.keys.startsWith('ctrl+') || /^f\d+$/.test(s.keys)
    if (!free && isTyping(e)) continue
    if (covered && !s.always) continue
    e.preventDefault()
    s.run(e)
    return
  }
}
