import TextFilter from '../base/TextFilter.vue'
import { canonicalInput, textOperators, type FieldKind } from '../kind'
import Edit from './Edit.vue'

export const phone: FieldKind = { edit: Edit, filter: TextFilter, operators: textOperators, input: canonicalInput }
