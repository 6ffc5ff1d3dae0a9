import { describe, expect, it } from 'vitest'
import { registers } from '../api'
import { kinds } from '../fields'
import { columnsOf, findField, groupedRegisters, sectionsOf } from '.'

describe.each(registers.map((r) => [r.label, r] as const))('%s', (_, r) => {
  it('has a component for every kind', () => {
    for (const f of r.fields) expect(kinds[f.kind]).toBeDefined()
  })
  it('can list what it wants to list, and name its records', () => {
    const keys = columnsOf(r).map((c) => c.key)
    for (const k of r.list) expect(keys).toContain(k)
    for (const k of r.title) expect(findField(r, k)).toBeDefined()
    expect(new Set(keys).size).toBe(keys.length)
  })
  it('shows every field on the form once', () => {
    expect(sectionsOf(r).flatMap((s) => s.fields.map((f) => f.key)).sort()).toEqual(r.fields.map((f) => f.key).sort())
  })
  it('refers only to registers that exist', () => {
    for (const f of r.fields) if (f.kind === 'ref') expect(registers.map((x) => x.key)).toContain(f.ref)
  })
})

it('shows no hidden register in the navigation', () => {
  expect(groupedRegisters().flatMap((g) => g.registers).some((r) => r.hidden)).toBe(false)
})
