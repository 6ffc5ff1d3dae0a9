/** The kinds of fields on the page, one folder each. */
import type { FieldInfo } from '../api'
import { code } from './code'
import { codes } from './codes'
import { date } from './date'
import { decimal } from './decimal'
import { flag } from './flag'
import { image } from './image'
import { idnumber } from './idnumber'
import { integer } from './integer'
import { numberOperators, type FieldKind, type Operator } from './kind'
import { money } from './money'
import { note } from './note'
import { phone } from './phone'
import { ref } from './ref'
import { tenths } from './tenths'
import { text } from './text'

export type { FieldKind, Operator } from './kind'

/** kinds holds what each kind can do on the page. */
export const kinds: Record<FieldInfo['kind'], FieldKind> = { text, note, integer, decimal, money, tenths, date, flag, code, codes, ref, phone, idnumber, image, paper: image }

/** derivedOperators filter a derived column such as an age. */
export const derivedOperators: Operator[] = numberOperators.filter((o) => o.op === 'gte' || o.op === 'lte' || o.op === 'eq')
