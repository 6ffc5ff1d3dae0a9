import Filter from '../code/Filter.vue'
import { blank, canonicalInput, type FieldKind } from '../kind'
import Edit from './Edit.vue'

export const codes: FieldKind = { edit: Edit, filter: Filter, operators: [{ op: 'in', label: '有' }, ...blank], input: canonicalInput }
