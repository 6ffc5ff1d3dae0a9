import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { CodeInfo } from '../../api'

/** narrowCodes keeps the codes whose label holds what was typed; those that begin with it come first. */
export function narrowCodes(codes: CodeInfo[], typed: string): CodeInfo[] {
  const t = typed.trim()
  if (t === '') return codes
  const starts = codes.filter((c) => c.label.startsWith(t) || c.code === t)
  const holds = codes.filter((c) => !starts.includes(c) && c.label.includes(t))
  return [...starts, ...holds]
}

/** useNarrowing is narrowCodes for a select that one types into. */
export function useNarrowing(codes: ComputedRef<CodeInfo[]> | Ref<CodeInfo[]>) {
  const typed = ref('')
  return {
    shown: computed(() => narrowCodes(codes.value, typed.value)),
    narrow: (s: string) => {
      typed.value = s
    },
  }
}
