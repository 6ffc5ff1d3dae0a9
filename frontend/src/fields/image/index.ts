import TextFilter from '../base/TextFilter.vue'
import { blank, textInput, type FieldKind } from '../kind'
import Edit from './Edit.vue'

/** A picture is put to its record and looked at there; a form only names it. */
export const image: FieldKind = { edit: Edit, filter: TextFilter, operators: blank, input: textInput }
