import { blank, canonicalInput, type FieldKind } from '../kind'
import Edit from './Edit.vue'
import Filter from './Filter.vue'

export const date: FieldKind = {
  edit: Edit,
  filter: Filter,
  operators: [{ op: 'gte', label: '不早于' }, { op: 'lte', label: '不晚于' }, { op: 'starts', label: '就在' }, ...blank],
  input: canonicalInput,
}
