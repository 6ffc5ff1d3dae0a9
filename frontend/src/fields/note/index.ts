import TextFilter from '../base/TextFilter.vue'
import { blank, canonicalInput, type FieldKind } from '../kind'
import Edit from './Edit.vue'

export const note: FieldKind = { edit: Edit, filter: TextFilter, operators: [{ op: 'contains', label: '包含' }, ...blank], input: canonicalInput }
