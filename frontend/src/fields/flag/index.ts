import { blank, canonicalInput, type FieldKind } from '../kind'
import Edit from './Edit.vue'
import Filter from './Filter.vue'

export const flag: FieldKind = { edit: Edit, filter: Filter, operators: [{ op: 'eq', label: '是' }, ...blank], input: canonicalInput }
