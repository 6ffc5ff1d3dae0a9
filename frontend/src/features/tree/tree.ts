import type { TreeNode } from '../../api'

/** Line is one visible line of a tree. */
export interface Line {
  node: TreeNode
  depth: number
  children: number
}

/**
 * linesOf lays a tree out as lines; open tells which nodes show their children.
 * A node whose parent is missing, or that is its own ancestor, stands at the top, so none is lost.
 */
export function linesOf(nodes: TreeNode[], open: (id: string) => boolean): Line[] {
  const ids = new Set(nodes.map((n) => n.id))
  const children = new Map<string, TreeNode[]>()
  for (const n of nodes) {
    const p = ids.has(n.parent) && n.parent !== n.id ? n.parent : ''
    children.set(p, [...(children.get(p) ?? []), n])
  }
  const out: Line[] = []
  const seen = new Set<string>()
  const walk = (n: TreeNode, depth: number, shown: boolean) => {
    if (seen.has(n.id)) return
    seen.add(n.id)
    const below = children.get(n.id) ?? []
    if (shown) out.push({ node: n, depth, children: below.length })
    for (const c of below) walk(c, depth + 1, shown && open(n.id))
  }
  // The largest comes first, then what has something below it, then what stands alone.
  const weight = (n: TreeNode) => n.total * 2 + (children.has(n.id) ? 1 : 0)
  for (const n of [...(children.get('') ?? [])].sort((a, b) => weight(b) - weight(a))) walk(n, 0, true)
  for (const n of nodes) walk(n, 0, true)
  return out
}

/** pathTo gives the IDs of the ancestors of all nodes that a text is found in. */
export function pathTo(nodes: TreeNode[], text: string): { found: Set<string>; open: Set<string> } {
  const byID = new Map(nodes.map((n) => [n.id, n]))
  const found = new Set<string>()
  const open = new Set<string>()
  for (const n of nodes) {
    if (!`${n.title}${n.detail}`.includes(text)) continue
    found.add(n.id)
    for (let p = byID.get(n.parent); p && !open.has(p.id); p = byID.get(p.parent)) open.add(p.id)
  }
  return { found, open }
}
