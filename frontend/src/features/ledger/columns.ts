import { computed, ref, watch, type Ref } from 'vue'
import { Settings, type RegisterInfo } from '../../api'
import { columnsOf, type Column } from '../../registers'

/** Layout is what the program remembers of a list: which columns, in what order, how wide (rem). */
interface Layout {
  columns: string[]
  widths: Record<string, number>
}

/** readLayout takes a remembered layout and drops what the register no longer has. */
export function readLayout(text: string, r: RegisterInfo): Layout {
  const fresh: Layout = { columns: r.list, widths: {} }
  try {
    const l = JSON.parse(text) as Partial<Layout>
    const known = new Set(columnsOf(r).map((c) => c.key))
    const columns = (l.columns ?? []).filter((k) => known.has(k))
    return columns.length === 0 ? fresh : { columns, widths: l.widths ?? {} }
  } catch {
    return fresh
  }
}

/** grows tells whether a column takes room that is left over: texts and references that nobody gave a width. */
const grows = (c: Column, fixed: boolean): boolean => !fixed && (c.kind === 'text' || c.kind === 'ref' || c.kind === 'note' || c.kind === 'codes')

/** useColumns keeps the columns of a register's list and has the program remember them. */
export function useColumns(register: Ref<RegisterInfo>) {
  const layout = ref<Layout>({ columns: register.value.list, widths: {} })
  const ready = ref(false)
  const every = computed(() => columnsOf(register.value))

  watch(
    register,
    async (r) => {
      ready.value = false
      layout.value = { columns: r.list, widths: {} }
      const text = await Settings.recall(`list.${r.key}`).catch(() => '')
      if (r !== register.value) return
      layout.value = readLayout(text, r)
      ready.value = true
    },
    { immediate: true },
  )

  let timer: ReturnType<typeof setTimeout> | undefined
  function remember() {
    const [key, text] = [`list.${register.value.key}`, JSON.stringify(layout.value)]
    clearTimeout(timer)
    timer = setTimeout(() => void Settings.remember(key, text).catch(() => undefined), 400)
  }
  function change(next: Partial<Layout>) {
    layout.value = { ...layout.value, ...next }
    remember()
  }

  const shown = computed<(Column & { grow: boolean })[]>(() =>
    layout.value.columns.flatMap((key) => {
      const c = every.value.find((x) => x.key === key)
      const width = layout.value.widths[key]
      return c ? [{ ...c, width: width ?? c.width, grow: grows(c, width !== undefined) }] : []
    }),
  )

  return {
    every,
    shown,
    ready,
    keys: computed(() => shown.value.map((c) => c.key)),
    resize: (key: string, width: number) => change({ widths: { ...layout.value.widths, [key]: width } }),
    /** flip shows or hides a column; the last one stays. */
    flip: (key: string) => {
      const has = layout.value.columns.includes(key)
      if (has && layout.value.columns.length === 1) return
      change({ columns: has ? layout.value.columns.filter((k) => k !== key) : [...layout.value.columns, key] })
    },
    /** move puts a column before another; "" puts it last. */
    move: (key: string, before: string) => {
      const rest = layout.value.columns.filter((k) => k !== key)
      const at = before === '' ? rest.length : rest.indexOf(before)
      // Dragged to the right, a column comes after the one it is dropped on.
      const right = layout.value.columns.indexOf(key) < layout.value.columns.indexOf(before)
      rest.splice(at + (right ? 1 : 0), 0, key)
      change({ columns: rest })
    },
    /** shift moves a column by one place. */
    shift: (key: string, by: number) => {
      const list = [...layout.value.columns]
      const i = list.indexOf(key)
      const j = i + by
      if (i < 0 || j < 0 || j >= list.length) return
      list.splice(j, 0, ...list.splice(i, 1))
      change({ columns: list })
    },
    restore: () => change({ columns: register.value.list, widths: {} }),
  }
}

/** Columns is what useColumns gives. */
export type Columns = ReturnType<typeof useColumns>
