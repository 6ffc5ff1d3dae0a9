/**
 * The one way from the page to the program. In the window the web view injects
 * `window.go.bind`; in a browser the loopback bridge injects the same object.
 */

/** What a refused or failed call tells a person. */
export class AppError extends Error {
  readonly code: string
  readonly field: string
  readonly hint: string

  constructor(code: string, message: string, field = '', hint = '') {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.field = field
    this.hint = hint
  }
}

type Method = (...args: unknown[]) => Promise<unknown>

declare global {
  interface Window {
    go?: { bind?: Record<string, Record<string, Method>> }
  }
}

const broken = '程序没有回应'

/** decodeError turns whatever a call was rejected with into an AppError. */
export function decodeError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  const text = cause instanceof Error ? cause.message : typeof cause === 'string' ? cause : ''
  try {
    const e: unknown = JSON.parse(text)
    if (e && typeof e === 'object' && 'message' in e) {
      const { code, message, field, hint } = e as Record<string, unknown>
      if (typeof message === 'string' && message !== '') {
        return new AppError(str(code) || 'internal', message, str(field), str(hint))
      }
    }
  } catch {
    // Not our error format: an argument that the bridge could not read, or a lost connection.
  }
  if (cause instanceof TypeError && /fetch|network|load failed/i.test(text)) {
    return new AppError('gone', '连不上城砖程序', '', '程序可能已经关闭。请重新打开城砖，再刷新本页。')
  }
  return new AppError('internal', '程序内部出错，这一步没有完成', '', '请再试一次；仍然出错请把日志交给维护人员。')
}

function str(v: unknown): string {
  return typeof v === 'string' ? v : ''
}

/** decodeErrorText reads an error that arrives as text inside an answer (a job, the state of the book); null for "". */
export function decodeErrorText(text: string): AppError | null {
  return text === '' ? null : decodeError(new Error(text))
}

/** call runs a method of a bound struct; it rejects with an AppError and with nothing else. */
export async function call<T>(owner: string, method: string, args: unknown[]): Promise<T> {
  const f = window.go?.bind?.[owner]?.[method]
  if (!f) throw new AppError('gone', broken, '', '请关闭城砖后重新打开。')
  try {
    return lists(await f(...args)) as T
  } catch (cause) {
    throw decodeError(cause)
  }
}

/**
 * lists turns every null of an answer into an empty list: no answer holds
 * pointers, so a null can only be a Go list that was never filled.
 */
export function lists(v: unknown): unknown {
  if (v === null || v === undefined) return []
  if (typeof v !== 'object') return v
  if (Array.isArray(v)) {
    for (let i = 0; i < v.length; i++) if (typeof v[i] === 'object') v[i] = lists(v[i])
    return v
  }
  const o = v as Record<string, unknown>
  for (const k of Object.keys(o)) if (typeof o[k] === 'object') o[k] = lists(o[k])
  return o
}
