// The values of one form: what is stored, what was typed over it, and which
// stored values the person has seen. A save is refused where a field no longer
// holds what was seen.
import { computed, reactive } from 'vue'
import type { Conflict, FieldInput, FieldSeen, FieldView, RegisterInfo } from '../../api'
import { kinds } from '../../fields'
import { findField } from '../../registers'

/** Merged says what fresh values from the program did to a form. */
export interface Merged {
  /** Fields that show another value now. */
  taken: string[]
  /** Changed elsewhere and on this form too: a save asks which it shall be. */
  clashing: string[]
  /** Not shown yet, because the person stands in the field. */
  waiting: string[]
}

/** useValues holds the values of the form of one record. */
export function useValues(register: RegisterInfo, isNew: boolean) {
  const inputs = reactive<Record<string, string>>({})
  const before = reactive<Record<string, string>>({})
  const texts = reactive<Record<string, string>>({})
  const masked = reactive<Record<string, boolean>>({})
  const stored = reactive(new Map<string, FieldView>())
  const seen = new Map<string, string>()
  // Fields that a person decided to keep, whatever they hold now.
  const kept = reactive(new Set<string>())
  // Fields that get back what the form saw, by its seal: the form may never have shown it.
  const back = new Map<string, string>()

  const typed = (key: string): boolean => (inputs[key] ?? '') !== (before[key] ?? '')
  const changed = (key: string): boolean => typed(key) || kept.has(key)
  const dirty = computed(() => register.fields.filter((f) => changed(f.key)).map((f) => f.key))
  const unit = (key: string): string[] => register.coupled.find((g) => g.includes(key)) ?? [key]

  function input(f: FieldView): string {
    const info = findField(register, f.key)
    return !info || f.masked ? '' : kinds[info.kind].input(f)
  }

  /** take shows a stored value; what was typed over it goes. */
  function take(f: FieldView): void {
    if (!findField(register, f.key)) return
    inputs[f.key] = before[f.key] = input(f)
    texts[f.key] = f.text
    masked[f.key] = f.masked
    stored.set(f.key, f)
    seen.set(f.key, f.seen)
    kept.delete(f.key)
    back.delete(f.key)
  }

  /** over leaves what was typed over another stored value than before. */
  function over(f: FieldView): void {
    before[f.key] = input(f)
    stored.set(f.key, f)
    seen.set(f.key, f.seen)
    kept.add(f.key)
  }

  /** settle decides a conflict: what the other person wrote, or what is on the form. */
  function settle(c: Conflict, side: 'mine' | 'theirs'): void {
    for (const f of c.fields) {
      if (side === 'theirs') {
        take(f.theirs)
      } else if (f.typed) {
        over(f.theirs)
      } else {
        if (!back.has(f.key)) back.set(f.key, seen.get(f.key) ?? '')
        stored.set(f.key, f.theirs)
        seen.set(f.key, f.theirs.seen)
        kept.add(f.key)
      }
    }
  }

  /**
   * merge takes fresh values where nothing was typed, nor into what belongs to
   * the same group. own are fields that this form itself has just saved.
   */
  function merge(fresh: FieldView[], standsIn: (key: string) => boolean, own: Set<string> = new Set()): Merged {
    const out: Merged = { taken: [], clashing: [], waiting: [] }
    const busy = new Set(dirty.value.flatMap(unit))
    for (const f of fresh) {
      if (!findField(register, f.key) || f.seen === seen.get(f.key)) continue
      if (own.has(f.key) && changed(f.key)) over(f)
      else if (busy.has(f.key)) out.clashing.push(f.key)
      else if (standsIn(f.key)) out.waiting.push(f.key)
      else {
        take(f)
        out.taken.push(f.key)
      }
    }
    return out
  }

  return {
    inputs,
    texts,
    masked,
    stored,
    dirty,
    typed,
    changed,
    take,
    settle,
    merge,
    /** shown tells whether the form shows the value of a field in full: it is not private, or was revealed. */
    shown: (key: string): boolean => !findField(register, key)?.private || (stored.get(key)?.value ?? '') !== '',
    /** sent is what a save sends: a new record whole, a stored one only where it was changed. */
    sent: (): FieldInput[] => {
      const keys = isNew ? register.fields.map((f) => f.key) : dirty.value
      return keys.map((key) => ({ key, input: inputs[key] ?? '', back: typed(key) ? '' : (back.get(key) ?? '') }))
    },
    /** seals say which stored values the form knows. */
    seals: (): FieldSeen[] => (isNew ? [] : [...seen].map(([key, s]) => ({ key, seen: s }))),
    /** accept notes what a save has stored. */
    accept: (sent: FieldInput[]): void => {
      for (const s of sent) {
        if (s.back === '') before[s.key] = s.input
        kept.delete(s.key)
        back.delete(s.key)
      }
    },
    /** forget gives every field its stored value back. */
    forget: (): void => {
      for (const f of [...stored.values()]) if (changed(f.key)) take(f)
    },
  }
}
