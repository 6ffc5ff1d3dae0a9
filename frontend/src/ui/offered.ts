import { shallowRef } from 'vue'
import { Sync, type FileRef } from '../api'

/** offered are packets that were opened by double click and wait for the page that takes them in. */
export const offered = shallowRef<FileRef[]>([])

/** takeOffered asks the program for them. They are a help: where asking fails, they can be chosen by hand. */
export async function takeOffered(): Promise<void> {
  try {
    const list = await Sync.offered()
    if (list.length > 0) offered.value = [...offered.value, ...list]
  } catch {
    // As said.
  }
}

/** useUpOffered gives the files and forgets them. */
export function useUpOffered(): FileRef[] {
  const list = offered.value
  if (list.length > 0) offered.value = []
  return list
}
