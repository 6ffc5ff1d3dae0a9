import { computed, shallowRef } from 'vue'

/**
 * useSelection keeps which rows of a long list are chosen. Rows are named by
 * ID, so a choice outlives sorting. `all` stands for every row of the list.
 */
export function useSelection() {
  const ids = shallowRef<ReadonlySet<string>>(new Set())
  const all = shallowRef(false)
  const anchor = shallowRef(-1)

  const set = (next: Iterable<string>) => {
    all.value = false
    ids.value = new Set(next)
  }

  return {
    ids,
    all,
    anchor,
    count: computed(() => ids.value.size),
    has: (id: string) => all.value || ids.value.has(id),
    set,
    flip: (id: string) => {
      if (all.value) return set([])
      const next = new Set(ids.value)
      if (!next.delete(id)) next.add(id)
      set(next)
    },
    add: (more: Iterable<string>) => set([...ids.value, ...more]),
    chooseAll: () => {
      ids.value = new Set()
      all.value = true
    },
    clear: () => {
      set([])
      anchor.value = -1
    },
  }
}

/** Selection is what useSelection gives. */
export type Selection = ReturnType<typeof useSelection>
