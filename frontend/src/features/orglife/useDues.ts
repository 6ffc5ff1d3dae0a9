// The sheet of dues of one month: what is stored, what was ticked since, and saving it in one change.
import { computed, reactive, ref, shallowRef } from 'vue'
import { AppError, decodeError, OrgLife, type DuesMark, type DuesSheet } from '../../api'
import { book, refreshBook } from '../../ui/book'
import { notice } from '../../ui/notice'
import { undo } from '../../ui/undo'
import { changed, fen, totals, yuan, type Payer } from './dues'

export function useDues(org: () => string, month: () => string) {
  const sheet = shallowRef<DuesSheet | null>(null)
  const error = shallowRef<AppError | null>(null)
  const wrong = shallowRef<AppError | null>(null)
  const busy = ref(false)
  const loading = ref(false)
  const payers = ref<Payer[]>([])
  const stored = shallowRef<ReadonlyMap<string, Payer>>(new Map())
  const dirty = computed(() => changed(payers.value, stored.value))
  const sums = computed(() => totals(payers.value))

  function take(s: DuesSheet): void {
    sheet.value = s
    payers.value = s.rows.map((r) => reactive({ member: r.member, name: r.name, branch: r.branch, keys: r.keys, amount: r.amount > 0 ? r.amount : null, why: r.why, paid: r.paid > 0 ? yuan(r.paid) : '', paidOn: r.paidOn, waived: r.waived, reason: r.reason, behind: r.behind, alert: r.alert }))
    stored.value = new Map(payers.value.map((p) => [p.member, { ...p }]))
  }
  // What the page does not change goes back as it came.
  function markOf(p: Payer): DuesMark {
    const was = sheet.value!.rows.find((r) => r.member === p.member)!
    const paid = fen(p.paid) ?? 0
    return { ...was, paid, paidOn: p.paidOn.trim(), receiver: paid > 0 ? was.receiver || (book.status?.operator ?? '') : '', waived: p.waived, reason: p.reason.trim() }
  }
  /** amounts asks again what everybody owes; what was ticked and not saved yet stands. */
  async function amounts(): Promise<void> {
    try {
      const s = await OrgLife.duesSheet(org(), month())
      if (s.month !== sheet.value?.month || s.organization !== sheet.value.organization) return
      sheet.value = s
      for (const r of s.rows) {
        const p = payers.value.find((x) => x.member === r.member)
        if (p) Object.assign(p, { amount: r.amount > 0 ? r.amount : null, why: r.why })
      }
    } catch (e) {
      notice.error(e)
    }
  }
  let turn = 0
  /** load shows what is stored; without afresh, what was ticked and not saved yet stands. */
  async function load(afresh = false): Promise<void> {
    if (!afresh && dirty.value.length > 0) return
    const mine = ++turn
    loading.value = true
    wrong.value = null
    try {
      const s = await OrgLife.duesSheet(org(), month())
      if (mine !== turn) return
      take(s)
      error.value = null
    } catch (e) {
      if (mine !== turn) return
      sheet.value = null
      error.value = decodeError(e)
    } finally {
      if (mine === turn) loading.value = false
    }
  }
  async function save(): Promise<void> {
    busy.value = true
    wrong.value = null
    const n = dirty.value.length
    try {
      const s = await OrgLife.saveDues(org(), month(), dirty.value.map(markOf))
      take(s)
      notice.done(`已保存 ${n} 人的党费`, s.change ? { action: { label: '撤销', run: () => takeBack(s.change) } } : {})
      void refreshBook()
    } catch (e) {
      wrong.value = decodeError(e)
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
    } catch (e) {
      notice.error(e)
    }
  }
  /** forget gives every line back what is stored. */
  function forget(): void {
    if (sheet.value) take(sheet.value)
  }
  return { sheet, error, wrong, busy, loading, payers, dirty, sums, load, save, amounts, forget }
}
