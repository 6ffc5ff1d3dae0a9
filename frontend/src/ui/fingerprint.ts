/** fingerprintGroups cuts a fingerprint into short groups: where it has gaps already, else after every fourth character. */
export function fingerprintGroups(text: string): string[] {
  const parts = text.split(/[\s\-:·]+/).filter(Boolean)
  if (parts.length !== 1) return parts
  return parts[0]!.match(/.{1,4}/gu) ?? []
}
