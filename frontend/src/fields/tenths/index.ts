import { numberOperators, textInput, type FieldKind } from '../kind'
import Edit from './Edit.vue'
import Filter from './Filter.vue'

export const tenths: FieldKind = { edit: Edit, filter: Filter, operators: numberOperators, input: textInput }
