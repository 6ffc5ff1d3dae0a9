// Finding a member of a list while one types: by a part of the name, by pinyin or by
// initials. Keys are what the program gives with each name: wangfang wf. Pure.

/** fits reports whether what was typed means this member; nothing typed means everybody. */
export function fits(typed: string, l: { name: string; keys: string }): boolean {
  const t = typed.trim()
  if (t === '' || l.name.includes(t)) return true
  const latin = t.toLowerCase().replace(/[\s'’·-]/g, '').replace(/ü/g, 'v')
  if (!/^[a-z]+$/.test(latin)) return false
  // From three letters on a part in the middle is enough: fang finds 王芳.
  return l.keys.split(' ').some((k) => k.startsWith(latin) || (latin.length > 2 && k.includes(latin)))
}
