/** What the last claim was about: the next one is often of the same activity. */
export const lastEntry = { rule: '', date: '', event: '' }
