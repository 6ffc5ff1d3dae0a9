import { reactive } from 'vue'

/** page is what the top bar says of the page below it. */
export const page = reactive({ title: '', note: '' })

/** setPage names the page in the top bar; note is short, such as the counts of a list. */
export function setPage(title: string, note = ''): void {
  page.title = title
  page.note = note
  document.title = title === '' ? '城砖' : `${title} · 城砖`
}
