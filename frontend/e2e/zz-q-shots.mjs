import { mkdirSync } from 'node:fs'
const lib = '/work/main/frontend/e2e/lib/'
const { closeBrowser, openDesk } = await import(lib + 'desk.mjs')
const sizes = { a: { viewport: { width: 1366, height: 768 }, scale: 1 }, b: { viewport: { width: 1093, height: 614 }, scale: 1.25 }, c: { viewport: { width: 911, height: 512 }, scale: 1.5 } }
const which = process.argv[2] ?? 'a'
const only = process.argv[3] ?? ''
mkdirSync('/tmp/q/shots', { recursive: true })
for (const w of which) {
  const d = await openDesk({ book: 'demo', ...sizes[w] })
  const shot = async (name) => { await d.page.waitForTimeout(500); await d.page.screenshot({ path: `/tmp/q/shots/${w}-${name}.png` }) }
  const scenes = {
    board: async () => { await d.go('/points'); await d.id('row-0').waitFor() },
    slip: async () => { await d.go('/points'); await d.id('row-0').click(); await d.id('slip-total').waitFor() },
    committee: async () => { await d.go('/points'); await d.id('row-0').waitFor(); await d.page.locator('.switch .el-switch').click(); await d.id('committee-hint').waitFor() },
    claims: async () => { await d.go('/points/claims'); await d.id('row-0').waitFor() },
    claim: async () => { await d.go('/points/claims'); await d.id('row-2').click(); await d.id('claim-state').waitFor() },
    picked: async () => { await d.go('/points/claims?state=3'); await d.id('row-0').waitFor(); await d.id('check-all').click(); await d.id('picked').waitFor(); await d.page.locator('[data-testid^="many-"]').first().click(); await d.id('move-dialog').waitFor() },
    entry: async () => { await d.go('/points/claims?do=new'); await d.id('entry-dialog').waitFor() },
    bulk: async () => { await d.go('/points/claims?do=bulk'); await d.id('points-bulk').waitFor(); const names = (await d.cz('list', 'party_members', '--limit', '12')).rows.map((r) => r.name).join('\n'); await d.id('bulk-names').fill(names + '\n路人甲甲'); await d.id('bulk-read').click(); await d.id('person-0').waitFor(); await d.page.locator('#bulk-rule').click(); await d.page.keyboard.type('J01'); await d.page.waitForTimeout(300); await d.page.keyboard.press('Enter') },
    proposals: async () => { await d.go('/points/claims?do=proposals'); await d.id('points-proposals').waitFor() },
    notices: async () => { await d.go('/points/notices'); await d.id('notice-state').waitFor() },
    post: async () => { await d.go('/points/notices?do=post'); await d.id('post-until').waitFor() },
    rules: async () => { await d.go('/points/rules'); await d.id('rule-J01').waitFor() },
    effects: async () => { await d.go('/points/rules'); await d.id('rule-J01').waitFor(); await d.page.locator('[data-testid="rule-J01"] [data-key="points"]').fill('0.5'); await d.id('what-if').click(); await d.id('effects').waitFor() },
    year: async () => { await d.go('/points/year'); await d.id('close-year').waitFor(); await d.id('suggest').click(); await d.id('suggestions').waitFor() },
    today: async () => { await d.go('/today'); await d.id('due-0').waitFor() },
  }
  for (const [name, go] of Object.entries(scenes)) {
    if (only && !only.split(',').includes(name)) continue
    try { await go() } catch (e) { console.error(w, name, String(e).split('\n')[0]) }
    await shot(name)
    await d.page.keyboard.press('Escape'); await d.go('/today'); await d.page.waitForTimeout(200)
  }
  if (d.problems.length) console.error([...new Set(d.problems)].join('\n'))
  await d.close()
}
await closeBrowser()
