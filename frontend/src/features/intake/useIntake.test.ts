import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { makePlan, mapColumn, options, planned, readSheet, run, startOver, state, takeFile } from './useIntake'

type Answer = (...args: never[]) => unknown

/** A program that answers as told; every call is counted. */
function program(answers: Record<string, Answer>) {
  const calls: string[] = []
  const bind: Record<string, Record<string, (...a: unknown[]) => Promise<unknown>>> = {}
  for (const [name, answer] of Object.entries(answers)) {
    const [owner, method] = name.split('.') as [string, string]
    bind[owner] ??= {}
    bind[owner][method] = async (...a) => {
      calls.push(name)
      return (answer as (...x: unknown[]) => unknown)(...a)
    }
  }
  window.go = { bind }
  return calls
}

const finished = { id: 'j', phase: '', done: 1, total: 1, finished: true, error: '' }
const emptyPlan = { rows: 2, create: 2, update: 0, unchanged: 0, skip: 0, rejected: 0, undecided: 0, preset: 0, kept: 0, warnings: 0, problems: [], twins: [], twinCount: 0, missing: [], missingCount: 0, ignored: [] }
const column = (index: number, header: string, field: string) => ({ index, header, samples: [], field, how: 'name' })
const guess = (sheet: number, headers: [string, string][]) => ({ sheet, headerRow: 1, headerLines: 1, rows: 2, columns: headers.map(([h, f], i) => column(i, h, f)), dropped: [], preview: [], missing: [], targets: [] })
const opened = (token: string) => ({ token, name: '花名册.xlsx', format: 'xlsx', sheets: [{ name: '一', rows: 2, hidden: false }, { name: '二', rows: 2, hidden: false }], sheet: 0, register: 'party_members' })
const usual: Record<string, Answer> = {
  'Intake.Open': (token: string) => opened(token),
  'Intake.Guess': (_t: string, _r: string, sheet: number) => guess(sheet, [['姓名', 'name'], ['生日', '']]),
  'Intake.Plan': () => finished,
  'Intake.PlanResult': () => emptyPlan,
  'Intake.Close': () => ({ path: '' }),
  'Book.Status': () => ({ problem: '' }),
}

beforeEach(() => {
  program(usual)
  startOver()
})

describe('the wizard', () => {
  it('keeps the choices of a person when the corrected file is chosen again', async () => {
    await takeFile({ token: 'a', name: '', size: 1 })
    mapColumn(1, 'birth')
    await takeFile({ token: 'b', name: '', size: 1 })
    expect(state.mapping).toEqual({ 0: 'name', 1: 'birth' })
    expect(options().token).toBe('b')
  })

  it('forgets what was decided for rows of another sheet', async () => {
    await takeFile({ token: 'a', name: '', size: 1 })
    await makePlan()
    state.choices = { 4: 'add' }
    await readSheet(1)
    expect(state.choices).toEqual({})
    expect(state.plan).toBeNull()
  })

  it('keeps the plan that was asked for last, whatever arrives last', async () => {
    let free: (() => void) | undefined
    const slow = new Promise<void>((r) => (free = r))
    let first = true
    program({
      ...usual,
      'Intake.PlanResult': async () => {
        if (!first) return { ...emptyPlan, create: 7 }
        first = false
        await slow
        return { ...emptyPlan, create: 1 }
      },
    })
    await takeFile({ token: 'a', name: '', size: 1 })
    const early = makePlan()
    await vi.waitFor(() => expect(first).toBe(false))
    state.onDuplicate = 'update'
    await makePlan()
    free?.()
    await early
    expect(state.plan?.create).toBe(7)
    expect(planned.value).toBe(true)
  })

  it('does not count a plan of other choices as made', async () => {
    await takeFile({ token: 'a', name: '', size: 1 })
    await makePlan()
    expect(planned.value).toBe(true)
    state.onDuplicate = 'skip'
    await nextTick()
    expect(planned.value).toBe(false)
  })

  it('keeps file and mapping when the import fails', async () => {
    program({ ...usual, 'Intake.Run': () => ({ ...finished, error: JSON.stringify({ code: 'disk', message: '磁盘满了' }) }) })
    await takeFile({ token: 'a', name: '', size: 1 })
    mapColumn(1, 'birth')
    expect(await run()).toBe(false)
    expect(state.result).toBeNull()
    expect(state.file?.token).toBe('a')
    expect(state.mapping[1]).toBe('birth')
  })
})
