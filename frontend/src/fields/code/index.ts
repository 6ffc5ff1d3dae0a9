import { blank, canonicalInput, type FieldKind } from '../kind'
import Edit from './Edit.vue'
import Filter from './Filter.vue'

export const code: FieldKind = { edit: Edit, filter: Filter, operators: [{ op: 'in', label: '是' }, ...blank], input: canonicalInput }
