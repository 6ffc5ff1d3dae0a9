import { ref } from 'vue'
import { Settings } from '../api'

/** Size is how large everything is shown: 标准, 大 or 特大. */
export type Size = 'standard' | 'large' | 'huge'

/** sizes are the choices of the size setting, in their order. */
export const sizes: { value: Size; label: string }[] = [
  { value: 'standard', label: '标准' },
  { value: 'large', label: '大' },
  { value: 'huge', label: '特大' },
]

/** size is the size in force; change it with setSize. */
export const size = ref<Size>('standard')

const key = 'size'

function apply(v: Size): void {
  size.value = v
  document.documentElement.dataset['size'] = v
  try {
    localStorage.setItem(key, v)
  } catch {
    // Storage may be forbidden; the program remembers it anyway.
  }
}

/** setSize changes the size and has the program remember it. */
export async function setSize(v: Size): Promise<void> {
  apply(v)
  await Settings.remember(key, v)
}

/** applyRememberedSize applies the size of last time: at once from the browser's own memory, then from the program's. */
export function applyRememberedSize(): void {
  try {
    const v = localStorage.getItem(key)
    if (isSize(v)) apply(v)
  } catch {
    // As above.
  }
  Settings.recall(key).then(
    (v) => {
      if (isSize(v) && v !== size.value) apply(v)
    },
    () => undefined,
  )
}

function isSize(v: unknown): v is Size {
  return sizes.some((s) => s.value === v)
}
