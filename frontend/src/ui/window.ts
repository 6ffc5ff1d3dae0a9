/** Arithmetic of a list that draws only what is seen. All lengths in CSS pixels. */

/** Browsers lose precision above this height. */
export const maxHeight = 15_000_000

const step = 4

/** Stretch is what of a list is drawn. */
export interface Stretch {
  first: number
  last: number // exclusive
  /** Where row `first` is drawn, from the top of the scrolled area. */
  top: number
  /** Height of the scrolled area. */
  height: number
}

/** scaleOf is how many pixels of rows one pixel of the scroll bar stands for; 1 up to maxHeight. */
export function scaleOf(count: number, row: number, view: number): number {
  const full = count * row
  return full <= maxHeight ? 1 : (full - view) / (maxHeight - view)
}

/** stretchOf tells which rows to draw and where. */
export function stretchOf(count: number, row: number, view: number, scroll: number, spare = 10): Stretch {
  const full = count * row
  const at = scroll * scaleOf(count, row, view)
  // In steps, so that scrolling by a row does not draw anew.
  const first = Math.max(0, Math.floor((Math.min(count - 1, Math.floor(at / row)) - spare) / step) * step)
  const last = Math.min(count, Math.ceil((Math.ceil((at + view) / row) + spare) / step) * step)
  return { first, last: Math.max(first, last), top: scroll + first * row - at, height: Math.min(full, maxHeight) }
}

/** scrollFor gives the scroll position that shows row i, changing it as little as possible. */
export function scrollFor(i: number, count: number, row: number, view: number, scroll: number): number {
  const k = scaleOf(count, row, view)
  const at = scroll * k
  if (i * row < at) return (i * row) / k
  if ((i + 1) * row > at + view) return ((i + 1) * row - view) / k
  return scroll
}
