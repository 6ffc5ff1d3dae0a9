import { reactive } from 'vue'
import { AppError, Book, decodeError, decodeErrorText, type BookStatus } from '../api'

/** book is the state of the book as the program last told it. */
export const book = reactive({
  status: null as BookStatus | null,
  error: null as AppError | null,
})

/** refreshBook asks the program for the state of the book again. */
export async function refreshBook(): Promise<BookStatus | null> {
  try {
    setBook(await Book.status())
  } catch (cause) {
    book.error = decodeError(cause)
  }
  return book.status
}

/** setBook takes a state that another call answered with. */
export function setBook(s: BookStatus): void {
  book.status = s
  book.error = decodeErrorText(s.problem)
}
