/** What follows from the declaration of a register; knows no register by name. */
import { registers, type DerivedInfo, type FieldInfo, type RegisterInfo } from '../api'

/** Column is a field or a derived column of a list. */
export interface Column {
  key: string
  label: string
  kind: FieldInfo['kind'] | 'derived'
  private: boolean
  /** Width in rem before a person changes it. */
  width: number
  right: boolean
}

const byKey = new Map(registers.map((r) => [r.key, r]))

/** findRegister gives a register by key, or undefined. */
export function findRegister(key: string): RegisterInfo | undefined {
  return byKey.get(key)
}

/** registerLabel gives what people call a register; its key where it is unknown. */
export function registerLabel(key: string): string {
  return byKey.get(key)?.label ?? key
}

/** groupedRegisters are the registers of the navigation under their headings, in the order of declaration. */
export function groupedRegisters(): { group: string; registers: RegisterInfo[] }[] {
  const out: { group: string; registers: RegisterInfo[] }[] = []
  for (const r of registers) {
    if (r.hidden) continue
    const g = out.find((x) => x.group === r.group)
    if (g) g.registers.push(r)
    else out.push({ group: r.group, registers: [r] })
  }
  return out
}

/** firstRegister is the one that opens first. */
export function firstRegister(): string {
  return registers.find((r) => !r.hidden)?.key ?? ''
}

/** findField gives a field of a register by key, or undefined. */
export function findField(r: RegisterInfo, key: string): FieldInfo | undefined {
  return r.fields.find((f) => f.key === key)
}

/** findDerived gives a derived column of a register by key, or undefined. */
export function findDerived(r: RegisterInfo, key: string): DerivedInfo | undefined {
  return r.derived.find((d) => d.key === key)
}

/** columnsOf are all columns that a list of the register can show: the fields, each followed by what derives from it. */
export function columnsOf(r: RegisterInfo): Column[] {
  const out: Column[] = []
  for (const f of r.fields) {
    out.push(fieldColumn(f))
    for (const d of r.derived) if (d.from === f.key) out.push(derivedColumn(d))
  }
  for (const d of r.derived) if (!r.fields.some((f) => f.key === d.from)) out.push(derivedColumn(d))
  return out
}

function fieldColumn(f: FieldInfo): Column {
  return { key: f.key, label: f.label, kind: f.kind, private: f.private, width: widthOf(f), right: f.kind === 'integer' || f.kind === 'decimal' || f.kind === 'money' || f.kind === 'tenths' }
}

function derivedColumn(d: DerivedInfo): Column {
  return { key: d.key, label: d.label, kind: 'derived', private: false, width: Math.max(4.5, labelWidth(d.label)), right: false }
}

function labelWidth(label: string): number {
  return label.length * 0.95 + 2
}

function widthOf(f: FieldInfo): number {
  const least = labelWidth(f.label)
  switch (f.kind) {
    case 'flag':
      return Math.max(4, least)
    case 'date':
      return Math.max(7, least)
    case 'code': {
      const longest = f.codes.reduce((n, c) => Math.max(n, c.label.length), 0)
      return Math.max(4, least, Math.min(6, longest * 0.95 + 1.5))
    }
    case 'idnumber':
      return 11.5
    case 'phone':
      return Math.max(8.5, least)
    case 'integer':
    case 'decimal':
    case 'money':
    case 'tenths':
      return Math.max(5, least)
    case 'ref':
      return Math.max(11, least)
    case 'note':
      return 16
    case 'image':
    case 'paper':
    case 'codes':
      return Math.max(10, least)
    case 'text':
      return f.long ? 15 : f.search ? Math.max(10, least) : Math.max(8, least)
  }
}

/** Section is a heading of the form with its fields. */
export interface Section {
  title: string
  fields: FieldInfo[]
}

/** sectionsOf are the headings of a record's form in the order of declaration. */
export function sectionsOf(r: RegisterInfo): Section[] {
  const out: Section[] = []
  for (const f of r.fields) {
    const s = out.find((x) => x.title === f.group)
    if (s) s.fields.push(f)
    else out.push({ title: f.group, fields: [f] })
  }
  return out
}
