import { Book, Files, Photos, Sync, type FileRef } from '../gen/api'
import { AppError, decodeError } from './call'

/** inWindow tells the program's own window from a browser. The status of the book knows; it is asked once. */
let face: Promise<string> | undefined
export function inWindow(): Promise<boolean> {
  face ??= Book.status().then(
    (s) => s.face,
    () => {
      face = undefined
      return 'browser'
    },
  )
  return face.then((f) => f === 'window')
}

/** fileURL is where the bytes of a file are read, in the window and in the browser. */
export function fileURL(file: FileRef): string {
  return `/files/${encodeURIComponent(file.token)}/${encodeURIComponent(file.name)}`
}

/** uploadFile hands a file of the browser (chosen or dropped) to the program. */
export async function uploadFile(file: File): Promise<FileRef> {
  let answer: Response
  try {
    answer = await fetch('/files', { method: 'POST', body: file, headers: { 'X-File-Name': encodeURIComponent(file.name) } })
  } catch (cause) {
    throw decodeError(cause)
  }
  const text = await answer.text()
  if (!answer.ok) throw decodeError(new Error(text))
  try {
    return JSON.parse(text) as FileRef
  } catch {
    throw new AppError('internal', `${file.name} 没有交到程序手里`, '', '请再选一次文件。')
  }
}

/**
 * chooseFile lets a person choose a file; null when they thought better of it.
 * accept lists extensions such as ".xlsx,.csv".
 */
export async function chooseFile(purpose: string, accept: string): Promise<FileRef | null> {
  if (await inWindow()) {
    const ref = await Files.choose(purpose)
    return ref.token === '' ? null : ref
  }
  const [file] = await pick(accept, false)
  return file ? uploadFile(file) : null
}

/** choosePackets lets a person choose files of sync, one or several; none when they thought better of it. */
export async function choosePackets(): Promise<FileRef[]> {
  if (await inWindow()) return Sync.choose()
  return uploadFiles(await pick('.czb,.czr', true))
}

/** choosePhotos lets a person choose pictures, one or several; none when they thought better of it. */
export async function choosePhotos(): Promise<(File | FileRef)[]> {
  return (await inWindow()) ? Photos.choose() : pick('.jpg,.jpeg,.png,.bmp,.gif,.webp,.heic', true)
}

/** uploadFiles hands several files of the browser to the program, one after the other. */
export async function uploadFiles(files: Iterable<File>): Promise<FileRef[]> {
  const out: FileRef[] = []
  for (const f of files) out.push(await uploadFile(f))
  return out
}

function pick(accept: string, several: boolean): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = accept
    input.multiple = several
    input.dataset['testid'] = 'file-input'
    input.hidden = true
    const end = (list: File[]) => {
      input.remove()
      resolve(list)
    }
    input.addEventListener('change', () => end([...(input.files ?? [])]))
    input.addEventListener('cancel', () => end([]))
    document.body.append(input)
    input.click()
  })
}

/** saveFile keeps a file of the program: a dialog in the window, a download in the browser. It answers where, "" unknown or cancelled. */
export async function saveFile(file: FileRef): Promise<{ path: string; cancelled: boolean }> {
  if (await inWindow()) {
    const saved = await Files.save(file.token)
    return { path: saved.path, cancelled: saved.path === '' }
  }
  const a = document.createElement('a')
  a.href = fileURL(file)
  a.download = file.name
  document.body.append(a)
  a.click()
  a.remove()
  return { path: '', cancelled: false }
}
