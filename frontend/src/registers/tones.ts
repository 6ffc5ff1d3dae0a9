import type { RegisterInfo } from '../api'
import { findField } from '.'

// Words that ask for attention wherever a code list holds them.
const amber = /^(预备党员|预备|流出|失联|待换届|停止党籍|取消预备资格|低保|困难)$/
const quiet = /^(已转出|去世|除名|开除党籍|注销|撤销|停用)/

/** toneOf gives the tag of a code that stands out, "" for plain text. Colour is never alone: the word stays. */
export function toneOf(r: RegisterInfo, key: string, text: string): '' | 'amber' | 'plain' {
  if (text === '' || findField(r, key)?.kind !== 'code') return ''
  return amber.test(text) ? 'amber' : quiet.test(text) ? 'plain' : ''
}
