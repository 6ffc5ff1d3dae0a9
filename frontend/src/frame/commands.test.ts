import { describe, expect, it } from 'vitest'
import { commandsOf, matchCommands } from './commands'

const list = commandsOf([])

describe('matchCommands', () => {
  it('finds a command by its words', () => expect(matchCommands(list, '新增党员')[0]?.key).toBe('create-party_members'))
  it('finds it by some of its characters', () => expect(matchCommands(list, '增党').map((c) => c.key)).toContain('create-party_members'))
  it('finds nothing for nothing', () => expect(matchCommands(list, '  ')).toEqual([]))
  it('finds nothing for what is nowhere', () => expect(matchCommands(list, 'zzz')).toEqual([]))
})

it('has a key of its own for every command', () => {
  expect(new Set(list.map((c) => c.key)).size).toBe(list.length)
})
