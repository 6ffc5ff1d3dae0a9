import { registers, type DocumentInfo } from '../api'
import { registerLabel } from '../registers'

/** Command is something that the search everywhere can do besides finding records. */
export interface Command {
  key: string
  label: string
  hint: string
  to: { path: string; query?: Record<string, string> }
}

/** commandsOf are all commands; documents are those that can be printed. */
export function commandsOf(documents: DocumentInfo[]): Command[] {
  const shown = registers.filter((r) => !r.hidden)
  return [
    { key: 'visit', label: '记走访', hint: '走访', to: { path: '/visits' } },
    { key: 'visit-figures', label: '看走访情况', hint: '覆盖率、办结率', to: { path: '/visits/figures' } },
    { key: 'visit-coverage', label: '看哪些户没走访', hint: '走访分布', to: { path: '/visits/coverage' } },
    { key: 'points', label: '积分榜', hint: '积分', to: { path: '/points' } },
    { key: 'points-new', label: '记一条积分申报', hint: '积分', to: { path: '/points/claims', query: { do: 'new' } } },
    { key: 'life', label: '看三会一课', hint: '组织生活', to: { path: '/life' } },
    { key: 'life-dues', label: '收党费', hint: '组织生活', to: { path: '/life/dues' } },
    { key: 'life-hours', label: '看学时', hint: '组织生活', to: { path: '/life/hours' } },
    { key: 'notices', label: '看公示', hint: '评优、发展党员、积分', to: { path: '/notices' } },
    { key: 'notices-new', label: '新公示', hint: '公示', to: { path: '/notices', query: { do: 'new' } } },
    { key: 'matters', label: '办诉求', hint: '没办完的', to: { path: '/matters' } },
    { key: 'supervision', label: '看督办', hint: '红黄绿灯', to: { path: '/matters/supervision' } },
    ...shown.filter((r) => !r.single).map((r) => ({ key: `create-${r.key}`, label: `新增${r.label}`, hint: '新增', to: { path: `/ledger/${r.key}/new` } })),
    { key: 'import', label: '导入花名册', hint: '从 Excel', to: { path: '/intake' } },
    ...documents.map((d) => ({ key: `print-${d.key}`, label: `打印${d.title}`, hint: '打印台', to: { path: '/wall', query: { document: d.key } } })),
    ...shown.map((r) => ({ key: `list-${r.key}`, label: `看${r.label}${r.single ? '' : '台账'}`, hint: '台账', to: { path: `/ledger/${r.key}` } })),
    ...shown.filter((r) => r.parent).map((r) => ({ key: `tree-${r.key}`, label: `看${r.label}层级`, hint: '台账', to: { path: `/tree/${r.key}` } })),
    ...shown.filter((r) => r.key === 'party_members' || r.key === 'residents').map((r) => ({ key: `twins-${r.key}`, label: `查重复的${registerLabel(r.key)}`, hint: '疑似重复', to: { path: `/twins/${r.key}` } })),
    { key: 'changes', label: '看最近改动', hint: '可撤销', to: { path: '/changes' } },
    { key: 'sync', label: '同步：导出、导入同步包', hint: '几台电脑一本账', to: { path: '/sync' } },
    { key: 'reviews', label: '看待确认的改动', hint: '同步', to: { path: '/sync', query: { part: 'reviews' } } },
    { key: 'settings', label: '设置', hint: '操作员、字号、备份', to: { path: '/settings' } },
  ]
}

/** matchCommands keeps the commands that hold every character typed, in order; those with the text in one piece come first. */
export function matchCommands(list: Command[], typed: string): Command[] {
  const t = typed.trim()
  if (t === '') return []
  const whole = list.filter((c) => c.label.includes(t))
  const loose = list.filter((c) => !whole.includes(c) && inOrder(c.label, t))
  return [...whole, ...loose].slice(0, 6)
}

function inOrder(text: string, typed: string): boolean {
  let at = 0
  for (const ch of typed) {
    at = text.indexOf(ch, at)
    if (at < 0) return false
    at++
  }
  return true
}
