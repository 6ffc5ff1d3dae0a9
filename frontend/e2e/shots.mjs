// Pictures of every place on the demo book, for the documentation:
//   node e2e/shots.mjs [FOLDER [SCENES]]      default: docs/pictures
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { closeBrowser, openDesk } from './lib/desk.mjs'
import { admit, ask, exportPacket, give, importPacket, openSync } from './lib/packets.mjs'
import { choose, giveFile, openLedger } from './lib/page.mjs'
import { idNumber, wrongNumber } from './lib/people.mjs'
import { smallPNG } from './lib/png.mjs'
import { date, workbook } from './lib/xlsx.mjs'

// A second argument keeps the scenes whose name begins so.
const wanted = process.argv[3] ?? ''
const out = resolve(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '../../docs/pictures'))
mkdirSync(out, { recursive: true })
process.env.E2E_WORK ??= mkdtempSync(join(tmpdir(), 'chengzhuan-shots-'))

const file = join(process.env.E2E_WORK, '2026年党员花名册.xlsx')
writeFileSync(
  file,
  workbook([
    {
      name: '党员花名册',
      merges: ['A1:J1'],
      rows: [
        ['仁寿门社区党员花名册'],
        ['填报单位：仁寿门社区党委'],
        ['序号', '姓 名', '性别', '民 族', '出生年月', '身份证号码', '联系方式', '入党时间', '所在支部', '上班的地方', '备 注'],
        [1, '王　芳', '女', '汉', '1975.3.16', idNumber('1975-03-16', 16), 13800000101, date('1998-07-01'), '城墙根党支部', '仁寿门小学教师', ''],
        [2, '李建国', '男', '汉族', '1952年10月', idNumber('1952-10-01', 11), '138 0000 0102', '1974.7.1', '城墙根党支部', '', '独居'],
        [3, '古丽娜尔·艾合买提', '女', '维吾尔族', '198012', idNumber('1980-12-31', 22), '13800000103', '2005/7/1', '新街口党支部', '退休', ''],
        [4, '赵铁柱', '男', '汉族', '1966-04-05', wrongNumber('1966-04-05', 31), '13800000104', '1990年7月', '城墙根党支部', '待业', ''],
        [5, '陈㛃', '女', '苗族', '1999.11.11', idNumber('1999-11-11', 12), '', '20210701', '新街口党支部', '武汉某公司', ''],
        [6, '孙堃', '男', '汉族', '1963年13月', idNumber('1963-04-30', 9), '1380000010', '1985-07-01', '古楼里党支部', '', ''],
        ['合计', '6人'],
      ],
    },
  ]),
)

const ready = { today: '[data-testid="due-0"]', canvas: '[data-testid="page-canvas"]' }

let second // the other PC of the scenes of sync
const viewOf = (d) => d.page.viewportSize()

/** scenes are the places in the order in which a person comes by. */
const scenes = {
  today: (d) => d.page.locator(ready.today).waitFor(),
  ledger: async (d) => {
    await openLedger(d, 'party_members')
    await d.id('row-3').click()
    await d.id('pane-title').waitFor()
  },
  residents: async (d) => {
    await openLedger(d, 'residents', `?where=${encodeURIComponent(JSON.stringify([['age', 'gte', '80']]))}`)
    await d.id('row-1').click()
    await d.id('pane-title').waitFor()
  },
  record: async (d) => {
    await openLedger(d, 'party_members')
    const id = await d.id('row-3').getAttribute('data-id')
    await d.cz('set', 'party_members', id, 'skills=书法、摄影')
    await d.id('row-3').dblclick()
    await d.page.locator('[data-testid="history"] li').first().waitFor()
  },
  palette: async (d) => {
    await d.go('/today')
    await d.page.locator(ready.today).waitFor()
    await d.page.keyboard.press('Control+k')
    await d.id('palette-input').fill('zzy')
    await d.id('hit-0').filter({ hasText: '曾' }).waitFor()
  },
  tree: async (d) => {
    await d.go('/tree/organizations')
    await d.page.locator('[role="treeitem"]').nth(5).waitFor()
  },
  'intake-columns': async (d) => {
    await d.go('/intake?register=party_members')
    await giveFile(d, d.id('choose-file'), file)
    await d.id('header-words').waitFor()
    await d.id('next').click()
    await choose(d, 'map-9', /^工作单位及职务/, '工作单位')
  },
  'intake-check': async (d) => {
    await d.id('next').click()
    await d.id('problem-0').waitFor()
  },
  print: async (d) => {
    await d.go('/wall?document=duty_roster')
    await d.page.locator(ready.canvas).waitFor()
  },
  'print-roster': async (d) => {
    await d.go('/wall?document=member_roster')
    await d.page.locator(ready.canvas).waitFor()
  },
  'print-chart': async (d) => {
    await d.go('/wall?document=org_chart')
    await d.page.locator(ready.canvas).waitFor()
  },
  twins: async (d) => {
    await d.go('/twins/party_members')
    await d.id('compare').waitFor()
  },
  changes: async (d) => {
    const { rows } = await d.cz('list', 'party_members', '--limit', '30')
    const { change } = await d.cz('set', 'party_members', rows[5].id, 'occupation=', 'note=调走')
    await d.cz('undo', change)
    await d.cz('remove', 'party_members', rows[7].id)
    await d.go('/changes')
    await d.page.locator('[data-testid^="change-"]').nth(2).waitFor()
  },
  wish: async (d) => {
    const late = (await d.cz('list', 'wishes', '--limit', '100')).rows.find((w) => w.state === '2')
    await d.go(`/ledger/wishes/${late.id}`)
    await d.id('wish-course').waitFor()
  },
  'wish-claim': async (d) => {
    await d.go('/ledger/wishes')
    await d.id('claim-wishes').click()
    await d.id('open-0').check()
  },
  mediations: async (d) => {
    await d.page.keyboard.press('Escape')
    await openLedger(d, 'mediations')
    await d.id('mediation-year').waitFor()
  },
  mediation: async (d) => {
    const [going] = (await d.cz('mediations', 'list', '--state', '正在调解')).rows
    await d.go(`/ledger/mediations/${going.id}`)
    await d.id('mediation-course').waitFor()
  },
  'rotation-plan': async (d) => {
    await openLedger(d, 'rotations')
    await d.id('plan-rounds').click()
    await d.id('plan-table').waitFor()
  },
  rotation: async (d) => {
    await d.page.keyboard.press('Escape')
    const held = (await d.cz('rotations', 'list', '--state', '已开展', '--sort', 'month')).rows.at(-1)
    await d.go(`/ledger/rotations/${held.id}`)
    await d.id('ask').click()
  },
  'sync-alone': async (d) => {
    await openSync(d)
    await d.id('first-steps').waitFor()
  },
  // The two PCs meet: the one that asks, the one that admits.
  'sync-join': async (d) => {
    second = await openDesk({ book: 'none', viewport: viewOf(d) })
    second.request = await ask(second, '2号机', '李建国')
    await second.page.locator('footer').evaluate((e) => (e.textContent = '数据放在 D:\\城砖数据'))
    return second
  },
  'sync-admit': async (d) => {
    await openSync(d)
    await d.id('add-computer').click()
    await give(d, d.id('choose-request'), second.request.file)
    await d.id('fingerprint').waitFor()
  },
  'sync-export': async (d) => {
    await d.id('admit-no').click()
    const welcome = await admit(d, second.request.file)
    await give(second, second.id('choose-welcome'), welcome.file)
    await second.page.waitForURL(/#\/today/)
    const { rows } = await d.cz('list', 'party_members', '--limit', '12')
    second.people = rows.map((r) => r.id)
    const [a, b, c, e, f] = second.people
    for (const [id, change] of [[a, 'employer=仁寿门小学'], [b, 'note=独居，社区每周二上门送餐'], [c, 'education=21']]) await d.cz('set', 'party_members', id, change)
    await d.cz('remove', 'party_members', e)
    await d.cz('set', 'party_members', f, 'mobile=13800000102')
    second.first = await exportPacket(d)
  },
  sync: async (d) => {
    const [a, b, , e, f, g, h] = second.people
    for (const [id, change] of [[a, 'skills=书法、摄影'], [b, 'note=低保户，由结对党员每周上门一次'], [e, 'note=搬走'], [f, 'mobile=13800000103'], [g, 'note=外出'], [h, 'note=住院']]) await second.cz('set', 'party_members', id, change)
    for (const name of ['赵铁柱', '钱多多']) await second.cz('add', 'party_members', `name=${name}`)
    await second.cz('add', 'residents', 'name=孙巧云')
    const packet = await exportPacket(second)
    const half = { name: packet.name.replace('0001', '0002'), bytes: packet.bytes.subarray(0, 900) }
    await importPacket(d, packet, half)
    await d.id('open-party_members').click()
  },
  'sync-reviews': async (d) => {
    await openSync(d, 'reviews')
    await d.page.locator('[data-testid^="review-"]', { hasText: '备注' }).first().click()
  },
  'sync-folder': async (d) => {
    await openSync(d, 'folder')
    await d.id('watch-folder').fill('Z:\\城砖')
    await second.close()
  },
  settings: async (d) => {
    await d.go('/settings?part=figures')
    await d.page.locator('[data-testid^="figure-"]').first().waitFor()
  },
}

let failed = 0
async function shoot(d, name, width) {
  await d.page.mouse.move(0, 0)
  await d.page.waitForTimeout(700)
  const path = join(out, `${name}-${width}.png`)
  const picture = smallPNG(await d.page.screenshot())
  writeFileSync(path, picture)
  const size = picture.length
  if (size > 200_000) failed++
  console.log(`${path} ${Math.round(size / 1000)} kB${size > 200_000 ? ' TOO LARGE' : ''}`)
}

for (const [width, height] of [[1366, 768], [1920, 1080]]) {
  const viewport = { width, height }
  const first = await openDesk({ book: 'none', viewport })
  await first.id('create-book').waitFor()
  // The folder as it reads on an office's PC, not the one of this run.
  await first.page.locator('footer').evaluate((e) => (e.textContent = '数据放在 D:\\城砖数据'))
  await shoot(first, 'welcome', width)
  await first.close()
  const d = await openDesk({ viewport })
  for (const [name, scene] of Object.entries(scenes)) {
    if (!name.startsWith(wanted)) continue
    try {
      await shoot((await scene(d)) ?? d, name, width)
      // The search lies over the page: the next scene wants it gone.
      if (name === 'palette') await d.page.keyboard.press('Escape')
    } catch (e) {
      failed++
      console.error(`${name} at ${width}: ${e.message}`)
    }
  }
  if (d.problems.length > 0) console.error(d.problems.join('\n'))
  await d.close()
}
await closeBrowser()
rmSync(process.env.E2E_WORK, { recursive: true, force: true })
process.exit(failed ? 1 : 0)
