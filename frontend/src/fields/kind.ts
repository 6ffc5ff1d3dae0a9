import type { Component } from 'vue'
import type { FieldInfo, FieldView } from '../api'

/** Operator is one way to filter by a field, in the words of the list's conditions. */
export interface Operator {
  op: 'eq' | 'ne' | 'contains' | 'starts' | 'in' | 'empty' | 'notempty' | 'gte' | 'lte'
  label: string
}

/** FieldKind is what a kind of field can do on the page. */
export interface FieldKind {
  /** Props: field, modelValue, text, invalid, disabled, inputId. Emits update:modelValue, commit. */
  edit: Component
  /** Props: field, modelValue, text. Emits update:modelValue, update:text, commit. Its value is canonical text. */
  filter: Component
  operators: Operator[]
  /** What the edit box starts with. */
  input: (view: FieldView) => string
}

/** EditProps are the props of every edit component. */
export interface EditProps {
  field: FieldInfo
  modelValue: string
  /** The text for people of the stored value; a reference shows it. */
  text?: string
  invalid?: boolean
  disabled?: boolean
  inputId?: string
}

/** FilterProps are the props of every filter component. */
export interface FilterProps {
  field: FieldInfo
  modelValue: string
  text?: string
}

export const blank: Operator[] = [
  { op: 'empty', label: '没有填' },
  { op: 'notempty', label: '填了' },
]

export const textOperators: Operator[] = [
  { op: 'contains', label: '包含' },
  { op: 'eq', label: '等于' },
  { op: 'starts', label: '开头是' },
  ...blank,
]

export const numberOperators: Operator[] = [
  { op: 'gte', label: '不小于' },
  { op: 'lte', label: '不大于' },
  { op: 'eq', label: '等于' },
  ...blank,
]

/** canonicalInput starts the edit box with the canonical value. */
export const canonicalInput = (view: FieldView): string => view.value

/** textInput starts the edit box with the text for people. */
export const textInput = (view: FieldView): string => (view.value === '' ? '' : view.text)
