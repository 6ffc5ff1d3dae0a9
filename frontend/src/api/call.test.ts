import { afterEach, describe, expect, it } from 'vitest'
import { AppError, call, decodeError, decodeErrorText, lists } from './call'

const json = JSON.stringify({ code: 'invalid', message: '姓名没有填', field: 'name', hint: '请填写姓名' })

describe('decodeError', () => {
  it('reads what the program says of a refusal', () => {
    const e = decodeError(new Error(json))
    expect([e.code, e.message, e.field, e.hint]).toEqual(['invalid', '姓名没有填', 'name', '请填写姓名'])
  })
  it('reads a refusal that comes as plain text', () => {
    expect(decodeError(json).message).toBe('姓名没有填')
  })
  it('keeps an AppError as it is', () => {
    const e = new AppError('x', 'y')
    expect(decodeError(e)).toBe(e)
  })
  it.each([[new Error('json: cannot unmarshal')], ['boom'], [undefined], [null], [42], [new Error('{"code":"x"}')], [new Error('null')], [new Error('[]')]])('never shows what is not meant for people: %s', (cause) => {
    const e = decodeError(cause)
    expect(e.code).toBe('internal')
    expect(e.message).toMatch(/程序内部出错/)
    expect(e.hint).not.toBe('')
  })
  it('says that the program is gone when the connection is', () => {
    expect(decodeError(new TypeError('Failed to fetch')).code).toBe('gone')
  })
})

describe('decodeErrorText', () => {
  it('is null for no error', () => expect(decodeErrorText('')).toBeNull())
  it('reads an error inside an answer', () => expect(decodeErrorText(json)?.field).toBe('name'))
})

describe('lists', () => {
  it('turns lists that were never filled into empty ones, at any depth', () => {
    expect(lists({ a: null, b: [{ c: null, d: 'x' }], e: 0, f: '' })).toEqual({ a: [], b: [{ c: [], d: 'x' }], e: 0, f: '' })
    expect(lists(null)).toEqual([])
    expect(lists('text')).toBe('text')
  })
})

describe('call', () => {
  afterEach(() => delete window.go)
  it('passes the arguments on and gives the answer', async () => {
    window.go = { bind: { Book: { Add: async (a, b) => ({ sum: (a as number) + (b as number) }) } } }
    expect(await call('Book', 'Add', [1, 2])).toEqual({ sum: 3 })
  })
  it('rejects with an AppError and nothing else', async () => {
    window.go = { bind: { Book: { Fail: () => Promise.reject(new Error(json)) } } }
    await expect(call('Book', 'Fail', [])).rejects.toBeInstanceOf(AppError)
  })
  it('says what to do when the program is not there', async () => {
    await expect(call('Book', 'Status', [])).rejects.toMatchObject({ code: 'gone', hint: expect.stringMatching(/重新打开/) })
  })
})
