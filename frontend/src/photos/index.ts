/** The photos of records: which ledgers have them, and how files become drafts. */
import { Photos, choosePhotos, decodeError, registers, uploadFile, type FieldInfo, type FileRef, type PhotoDraft } from '../api'
import { notice } from '../ui/notice'

const photos = registers.find((r) => r.key === 'photos')

/** hasPhotos tells whether the records of a ledger may have photos. */
export const hasPhotos = (register: string): boolean => photos?.fields.some((f) => f.kind === 'ref' && f.ref === register) ?? false

/** stages are what of a work a photo may show. */
export const stages: FieldInfo['codes'] = photos?.fields.find((f) => f.key === 'stage')?.codes ?? []

/** What a visit or a person looks like has no before and after. */
export const hasStages = (register: string): boolean => ['projects', 'matters', 'supervisions', 'patrols'].includes(register)

export const stageLabel = (code: string): string => stages.find((s) => s.code === code)?.label ?? ''

/** A photo that is on its way to a record. */
export interface Given extends PhotoDraft {
  stage: string
  caption: string
}

/** pictures keeps what looks like pictures of dropped or pasted files. */
export const pictures = (files: Iterable<File>): File[] => [...files].filter((f) => f.type.startsWith('image/') || /\.(jpe?g|png|bmp|gif|webp|hei[cf])$/i.test(f.name))

/** prepare shrinks files one after the other; what is no picture is told, the others go on. */
export async function prepare(files: (File | FileRef)[], each: (done: number, total: number) => void): Promise<Given[]> {
  const out: Given[] = []
  const wrong: string[] = []
  let hint = ''
  for (const [i, f] of files.entries()) {
    each(i, files.length)
    try {
      const ref = f instanceof File ? await uploadFile(f) : f
      out.push({ ...(await Photos.prepare(ref.token)), stage: '', caption: '' })
    } catch (e) {
      const { message, hint: h } = decodeError(e)
      wrong.push(message)
      hint ||= h
    }
  }
  each(files.length, files.length)
  if (wrong.length > 0) notice.warn(wrong.length === 1 ? wrong[0]! : `${wrong.length} 张照片没有放进来：${wrong.slice(0, 2).join('；')}${wrong.length > 2 ? '…' : ''}`, { hint })
  return out
}

/** choose lets a person choose pictures; none when they thought better of it. */
export const choose = choosePhotos
