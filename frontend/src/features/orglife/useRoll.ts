// The roll of one meeting: what is stored, what was marked since, and saving it in one change.
import { computed, reactive, ref, shallowRef } from 'vue'
import { AppError, decodeError, OrgLife, type Sheet } from '../../api'
import { refreshBook } from '../../ui/book'
import { notice } from '../../ui/notice'
import { undo } from '../../ui/undo'
import { differing, tally, type Line } from './roll'

export function useRoll(meeting: () => string, changed: () => void) {
  const sheet = shallowRef<Sheet | null>(null)
  const error = shallowRef<AppError | null>(null)
  const wrong = shallowRef<AppError | null>(null)
  const busy = ref(false)
  const lines = ref<Line[]>([])
  const stored = shallowRef<ReadonlyMap<string, Line>>(new Map())
  const dirty = computed(() => differing(lines.value, stored.value))
  /** Whether anybody is marked in the book. */
  const held = computed(() => [...stored.value.values()].some((l) => l.state !== ''))

  function take(s: Sheet): void {
    sheet.value = s
    lines.value = s.rows.map((r) => reactive({ member: r.member, name: r.name, branch: r.branch, keys: r.keys, state: r.state, reason: r.reason, hours: r.hours, away: r.away, guest: r.guest, why: r.why, votes: r.votes }))
    stored.value = new Map(lines.value.map((l) => [l.member, { ...l }]))
  }
  /** load shows what is stored; what was marked and not saved yet stands. */
  async function load(): Promise<void> {
    if (dirty.value.length > 0) return
    try {
      take(await OrgLife.sheet(meeting()))
      error.value = null
    } catch (e) {
      error.value = decodeError(e)
    }
  }
  /** save writes what differs and reports whether it did. */
  async function save(): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    wrong.value = null
    try {
      const s = await OrgLife.saveSheet(meeting(), dirty.value.map((l) => ({ ...l, reason: l.reason.trim(), hours: l.hours.trim() })))
      take(s)
      const t = tally(lines.value)
      notice.done(`考勤已保存：应到 ${t.expected} 人，实到 ${t.came} 人`, s.change ? { action: { label: '撤销', run: () => takeBack(s.change) } } : {})
      void refreshBook()
      changed()
      return true
    } catch (e) {
      wrong.value = decodeError(e)
      return false
    } finally {
      busy.value = false
    }
  }
  async function takeBack(change: string): Promise<void> {
    try {
      if (!(await undo(change))) return
      notice.done('已撤销')
      void refreshBook()
      await load()
      changed()
    } catch (e) {
      notice.error(e)
    }
  }
  /** forget gives every line back what is stored. */
  function forget(): void {
    wrong.value = null
    if (sheet.value) take(sheet.value)
  }
  return { sheet, error, wrong, busy, lines, dirty, held, load, save, forget }
}
