import TextFilter from '../base/TextFilter.vue'
import { canonicalInput, numberOperators, type FieldKind } from '../kind'
import Edit from './Edit.vue'

export const decimal: FieldKind = { edit: Edit, filter: TextFilter, operators: numberOperators, input: canonicalInput }
