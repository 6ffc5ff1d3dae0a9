import { useRouter } from 'vue-router'
import { copyText, handPasted, Records, type UndoResult } from '../../api'
import { refreshBook } from '../../ui/book'
import { ask } from '../../ui/confirm'
import { notice } from '../../ui/notice'
import { undo as takeBack } from '../../ui/undo'
import type { Ledger } from './useLedger'

const most = 2000 // rows that are chosen, deleted or restored at once

/** useActions is what can be done with the chosen rows of a list, or with the one that one stands on. */
export function useActions(list: Ledger) {
  const router = useRouter()
  const { label, unit, key } = list.register

  /** chosen gives the IDs of the chosen rows; null where they are too many. */
  async function chosen(): Promise<string[] | null> {
    if (list.selection.all.value) {
      if (list.rows.state.matched > most) {
        notice.warn(`一次最多处理 ${most} ${unit}，现在选中了 ${list.rows.state.matched} ${unit}`, { hint: '请先用筛选缩小范围，再全选。' })
        return null
      }
      return (await list.rows.all(0, list.rows.state.matched)).map((r) => r.id)
    }
    if (list.selection.count.value > 0) return [...list.selection.ids.value]
    return list.currentRow.value ? [list.currentRow.value.id] : []
  }

  async function attempt<T>(f: () => Promise<T>): Promise<T | undefined> {
    try {
      return await f()
    } catch (e) {
      notice.error(e)
      return undefined
    }
  }

  async function undo(change: string): Promise<void> {
    const done = await attempt(() => takeBack(change))
    if (done) notice.done(`已撤销，恢复了 ${done.rows} ${unit}`)
    await list.reload()
    void refreshBook()
  }

  function told(words: string, done: UndoResult): void {
    notice.done(words, done.change ? { action: { label: '撤销', run: () => undo(done.change) } } : {})
    list.selection.clear()
    void list.reload()
    void refreshBook()
  }

  async function remove(): Promise<void> {
    if (list.filter.value.deleted) return
    const ids = await attempt(chosen)
    if (!ids || ids.length === 0) return
    const one = ids.length === 1 ? list.currentRow.value?.texts[0] : ''
    const what = one && list.currentRow.value?.id === ids[0] ? `“${one}”` : `${ids.length} ${unit}${label}`
    if (!(await ask({ title: `删除${what}？`, text: '删除的记录会放进回收站，随时可以恢复。', yes: '删除', danger: true }))) return
    const done = await attempt(() => Records.delete(key, ids))
    if (done) told(`已删除 ${ids.length} ${unit}${label}`, done)
  }

  async function restore(): Promise<void> {
    const ids = await attempt(chosen)
    if (!ids || ids.length === 0) return
    const done = await attempt(() => Records.restore(key, ids))
    if (done) told(`已恢复 ${ids.length} ${unit}${label}`, done)
  }

  async function copy(): Promise<void> {
    const ids = list.selection.all.value ? [] : await attempt(chosen)
    if (!ids || (ids.length === 0 && !list.selection.all.value)) return
    const text = await attempt(() => Records.copy(list.query(0, 0), ids))
    if (text === undefined) return
    const rows = list.selection.all.value ? list.rows.state.matched : ids.length
    if (await copyText(text)) notice.done(`已复制 ${rows} 行，可以到 Excel 里粘贴`)
    else notice.warn('没能复制到剪贴板', { hint: '请改用“导出”。' })
  }

  return {
    remove,
    restore,
    copy,
    create: () => void router.push(`/ledger/${key}/new`),
    bringIn: () => void router.push({ path: '/intake', query: { register: key } }),
    onCopy: (e: ClipboardEvent) => {
      if (window.getSelection()?.toString()) return
      e.preventDefault()
      void copy()
    },
    /** Rows pasted from Excel go to the import, which checks them before anything is written. */
    onPaste: (e: ClipboardEvent) => {
      const text = e.clipboardData?.getData('text/plain') ?? ''
      if (text.trim() === '') return
      e.preventDefault()
      handPasted(text, key)
      void router.push({ path: '/intake', query: { paste: '1', register: key } })
    },
    /** chooseRange chooses rows from…to-1, also those that were never in sight. */
    chooseRange: async (from: number, to: number): Promise<void> => {
      if (to - from > most) {
        notice.warn(`一次最多连选 ${most} 行`, { hint: '要选全部请按 Ctrl+A。' })
        return
      }
      const rows = await attempt(() => list.rows.all(from, to))
      if (rows) list.selection.set(rows.map((r) => r.id))
    },
  }
}

/** Actions is what useActions gives. */
export type Actions = ReturnType<typeof useActions>
