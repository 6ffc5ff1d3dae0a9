// Takes the pictures of the user manual from the real program, with made-up
// people. Every picture is made anew; the texts refer to them by name.
//
//   node docs/manual/pictures.mjs [PART-OF-A-NAME …]
//
//   CHENGZHUAN  the program (default: build/bin/chengzhuan)
//   CHROMIUM    the browser (default: /usr/bin/chromium)
//
// Names on the command line keep only the pictures whose name holds one of them;
// the steps are walked all the same. Needs `npm ci` in frontend/ and, for small
// files, pngquant (else ImageMagick's convert; else the files stay large).
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '../../frontend/node_modules/playwright-core/index.mjs'
import { idNumber, wrongNumber } from '../../frontend/e2e/lib/people.mjs'
import { command, makeBook, serve, workFolder } from '../../frontend/e2e/lib/program.mjs'
import { date, workbook } from '../../frontend/e2e/lib/xlsx.mjs'

const most = 150_000 // bytes of one picture
const into = join(dirname(fileURLToPath(import.meta.url)), 'pictures')
const wanted = process.argv.slice(2)
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

// ---------------------------------------------------------------- tables

// The roster of the chapter on importing: what it shows is what the text names.
const roster = () =>
  workbook([
    { name: '填表说明', rows: [['本表由各支部填报，每月 5 日前交社区。']] },
    {
      name: '党员花名册',
      merges: ['A1:J1', 'H3:I3'],
      rows: [
        ['仁寿门社区党员花名册'],
        ['填报单位：仁寿门社区党委', '', '', '', '', '', '', '', '填报日期：2026.11.1'],
        ['序号', '姓 名', '性别', '民 族', '出生年月', '身份证号码', '联系方式', '党内情况', '', '上班的地方'],
        ['', '', '', '', '', '', '', '入党时间', '所在支部', ''],
        [1, '王　芳', '女', '汉', '1975.3.16', idNumber('1975-03-16', 16), '13800000101', date('1998-07-01'), '城墙根党支部', '仁寿门小学教师'],
        [2, '李建国', '男', '汉族', '1952年10月', idNumber('1952-10-01', 11), '138 0000 0102', '1974.7.1', '城墙根党支部', '退休'],
        [3, '古丽娜尔·艾合买提', '女', '维吾尔族', '198012', idNumber('1980-12-31', 22), '１３８０００００１０３', '2005/7/1', '新街口党支部', ''],
        [4, '赵铁柱', '男', '汉族', '1966-04-05', wrongNumber('1966-04-05', 31), '13800000104', '1990年7月', '城墙根党支部', '待业'],
        [5, '陈㛃', '女', '苗族', date('1999-11-11'), idNumber('1999-11-11', 12), '', '20210701', '新街口党支部', '武汉某公司'],
        [6, '周玉兰', '女', '汉', '1950.2.8', '420000500208024', '1380000010', '1971年', '城墙根党支部', '退休'],
        ['合计', '6人', '男2', '女4'],
        ['制表人：张红梅', '', '', '审核：'],
      ],
    },
  ])

// A second list of the same people: a new phone, a new job, one person who is new.
const second = () =>
  workbook([
    {
      name: '补报',
      rows: [
        ['姓名', '身份证号码', '出生年月', '联系方式', '所在支部', '工作单位'],
        ['王芳', idNumber('1975-03-16', 16), '', '13800000191', '城墙根党支部', '仁寿门小学副校长'],
        ['李建国', idNumber('1952-10-01', 11), '', '', '城墙根党支部', ''],
        ['陈㛃', '', '1999.11.11', '13800000105', '新街口党支部', '武汉某公司'],
        ['马占山', idNumber('1963-08-19', 33), '', '13800000107', '新街口党支部', ''],
      ],
    },
  ])

// ---------------------------------------------------------------- the desk

let browser
let last // the desk that is open
async function openDesk(kind) {
  const data = await makeBook(kind)
  const program = await serve(data)
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  await page.goto(program.address)
  await page.locator('#app > *').first().waitFor()
  const id = (name) => page.getByTestId(name)
  last = {
    data,
    page,
    id,
    cz: (...args) => command(data, ...args),
    go: async (path) => {
      await page.evaluate((p) => (window.location.hash = `#${p}`), path)
      await page.waitForURL((u) => decodeURIComponent(u.hash).startsWith(`#${path}`))
    },
    file: async (name, bytes) => {
      const path = join(workFolder(), name)
      writeFileSync(path, bytes)
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), id('choose-file').click()])
      await chooser.setFiles(path)
    },
    close: async () => {
      last = undefined
      await context.close()
      await program.stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
  return last
}

/** What is left to come to rest: lists that load, boxes that fade in. */
const settle = (d, ms = 450) => d.page.waitForTimeout(ms)

/**
 * shot takes one picture. of: locators whose common frame is shown, else the
 * whole page; pad: pixels around it; down: pixels kept from its top.
 */
async function shot(d, name, { of = [], pad = 12, down = 0, wait } = {}) {
  if (wanted.length && !wanted.some((w) => name.includes(w))) return
  await settle(d, wait)
  await d.page.mouse.move(683, 767)
  const path = join(into, `${name}.png`)
  let clip
  if (of.length) {
    const boxes = await Promise.all(of.map((l) => l.first().boundingBox()))
    if (boxes.some((b) => !b)) throw new Error(`${name}: a part of it is not on the page`)
    const left = Math.max(0, Math.min(...boxes.map((b) => b.x)) - pad)
    const top = Math.max(0, Math.min(...boxes.map((b) => b.y)) - pad)
    const right = Math.min(1366, Math.max(...boxes.map((b) => b.x + b.width)) + pad)
    const bottom = Math.min(768, Math.max(...boxes.map((b) => b.y + b.height)) + pad)
    clip = { x: left, y: top, width: right - left, height: down ? Math.min(down, bottom - top) : bottom - top }
  }
  await d.page.screenshot({ path, animations: 'disabled', caret: 'hide', ...(clip ? { clip } : {}) })
  shrink(path)
  const size = statSync(path).size
  console.log(`${name}.png ${Math.round(size / 1024)} kB`)
  if (size > most) throw new Error(`${name}.png has ${size} bytes, more than ${most}`)
}

function shrink(path) {
  for (const [tool, ...args] of [
    ['pngquant', '--force', '--skip-if-larger', '--strip', '--ext', '.png', '--quality', '70-95', path],
    ['convert', path, '-strip', '-colors', '128', path],
  ]) {
    try {
      return void execFileSync(tool, args, { stdio: 'ignore' })
    } catch (e) {
      if (e.code !== 'ENOENT') return // pngquant says so when it cannot do better
    }
  }
}

// ---------------------------------------------------------------- the pictures

async function start() {
  const d = await openDesk('none')
  await d.id('community').fill('仁寿门社区')
  await d.id('operator-name').fill('张红梅')
  await shot(d, 'start-create', { of: [d.page.locator('.welcome main')] })
  await d.id('create-book').click()
  await d.id('choose-import').waitFor()
  await shot(d, 'start-choice', { of: [d.page.locator('.welcome main')] })
  await d.close()
}

async function importing() {
  const d = await openDesk('new')
  await d.cz('add', 'organizations', 'name=中共仁寿门社区城墙根支部委员会', 'short_name=城墙根党支部', 'type=党支部')
  await d.go('/intake?register=party_members')
  await d.id('drop').waitFor()
  await shot(d, 'import-file')
  await d.file('2026年党员花名册.xlsx', roster())
  await d.id('header-words').waitFor()
  await shot(d, 'import-header')
  await d.id('next').click()
  await d.id('column-0').waitFor()
  await shot(d, 'import-columns')
  const box = d.page.locator('[data-testid="map-9"]')
  await box.click()
  await box.locator('input').fill('工作单位')
  await d.page.locator('.el-select-dropdown__item:visible').filter({ hasText: /^工作单位及职务/ }).first().click()
  await d.id('next').click()
  await d.id('count-rejected').waitFor()
  await d.id('count-rejected').click()
  await shot(d, 'import-rejected')
  await d.id('count-missing').click()
  const missing = d.page.locator('li[data-testid^="missing-organizations"]').first()
  await missing.getByTestId('missing-create').click()
  await d.page.locator('[data-testid="next"]:not([disabled])').waitFor()
  await shot(d, 'import-missing', { of: [d.page.locator('.tabs'), d.page.locator('.pane')], down: 205 })
  await d.id('next').click()
  await d.id('result').waitFor()
  await shot(d, 'import-done', { of: [d.id('result')] })
  await d.id('import-more').click()
  await d.file('各支部补报.xlsx', second())
  await d.id('header-words').waitFor()
  await d.id('next').click()
  await d.id('column-0').waitFor()
  await d.id('next').click()
  await d.id('count-twins').waitFor()
  await d.id('count-twins').click()
  await shot(d, 'import-twins')
  await d.close()
}

// The demo community differs from day to day. The people whom the texts name are added to it.
async function addPeople(d) {
  const { branch, party_group } = (await d.cz('list', 'party_members', '--where', 'party_group!=', '--limit', '1')).rows[0]
  const add = async (...fields) => (await d.cz('add', 'party_members', '--despite-twins', ...fields)).id
  const caishaodong = await add('name=蔡少东', 'sex=男', 'ethnicity=汉族', 'birth=1990-10-02', `id_number=${idNumber('1990-10-02', 637)}`, 'native_place=湖北省', 'education=大学本科毕业', 'category=正式党员', 'joined=2012-04-20', 'confirmed=2013-04-20', `branch=${branch}`, `party_group=${party_group}`, 'entered_branch=2017-07-22', 'mobile=13100001035')
  const full = await add('name=盖永军', 'sex=男', 'ethnicity=汉族', 'birth=1989-02-05', `id_number=${idNumber('1989-02-05', 449)}`, 'native_place=湖北省', 'education=中等专科毕业', 'category=正式党员', 'joined=2013-01-11', 'confirmed=2014-01-11', `branch=${branch}`, `party_group=${party_group}`, 'mobile=13800001040')
  const short = await add('name=盖永军', 'sex=男', 'birth=1989-02-05', 'category=正式党员', 'joined=2013-01', 'confirmed=2014-01', `branch=${branch}`, 'mobile=13800001041')
  return { caishaodong, full, short }
}

async function everyday() {
  const d = await openDesk('demo')
  const named = await addPeople(d)
  await d.page.reload()
  await d.id('today').waitFor()
  await shot(d, 'today', { wait: 900 })
  await d.page.keyboard.press('Control+k')
  await d.id('palette-input').fill('csd')
  await d.id('hit-0').waitFor()
  await shot(d, 'find', { of: [d.id('palette')] })
  await d.page.keyboard.press('Escape')

  await d.go('/ledger/party_members')
  await d.page.locator('[data-testid="row-0"][data-id]').waitFor()
  await d.id('row-3').click()
  await d.id('pane-title').waitFor()
  await shot(d, 'ledger')
  await d.id('add-filter').click()
  await d.id('condition-field').click()
  await d.page.keyboard.type('年龄')
  await settle(d)
  await d.page.keyboard.press('Enter')
  await settle(d)
  await d.page.getByTestId('condition').locator('.value input').fill('70')
  await shot(d, 'filter', { of: [d.page.locator('.tools'), d.id('condition')], pad: 24 })
  await d.id('condition-done').click()
  await d.id('filter-age').waitFor()
  await d.id('export').click()
  await d.id('export-dialog').waitFor()
  await shot(d, 'export', { of: [d.page.locator('.el-dialog:visible')] })
  await d.page.keyboard.press('Escape')
  await d.id('filter-drop-age').click()
  await settle(d)

  // A record: one field changed with a slip of the pen, put right, saved.
  await d.go(`/ledger/party_members/${named.caishaodong}`)
  await d.id('history').waitFor()
  await shot(d, 'record')
  await d.id('reveal-id_number').click()
  const number = d.page.locator('#f-id_number')
  await number.waitFor()
  const right = await number.inputValue()
  await number.fill(right.slice(0, 17) + (right.endsWith('7') ? '8' : '7'))
  await number.blur()
  await d.id('problem-id_number').waitFor()
  await shot(d, 'record-problem', { of: [d.page.locator('[data-field="id_number"]'), d.page.locator('header.head')], down: 400 })
  await number.fill(right)
  await number.blur()
  await d.page.locator('#f-employer').fill('仁寿门小学（退休）')
  await d.page.locator('#f-employer').blur()
  await d.id('save').click()
  await d.id('notice-done').waitFor()
  await d.page.locator('[data-testid="undo-employer"]').waitFor()
  await shot(d, 'saved', { of: [d.id('notice-done')], pad: 40 })
  await d.id('notice-close').click()
  await shot(d, 'history', { of: [d.id('history')] })

  // A new person who is there already.
  await d.go('/ledger/party_members/new')
  await d.id('save-next').waitFor() // the form of the person before has the same fields
  await d.page.locator('#f-name').fill('盖永军')
  await d.page.locator('#f-birth').fill('1989.2.5')
  await d.page.locator('#f-former_name').fill('盖军')
  await d.page.locator('#f-former_name').blur()
  await d.id('save').click()
  await d.id('twins-dialog').waitFor()
  await shot(d, 'twins-new', { of: [d.page.locator('.el-dialog:visible')] })
  await d.page.keyboard.press('Escape')
  await d.id('nav-ledger').click()
  await d.id('ask-yes').click()
  await d.page.locator('[data-testid="row-0"][data-id]').waitFor()

  await d.go('/tree/organizations')
  await d.id('tree').waitFor()
  await shot(d, 'tree')

  // A book in which something has happened.
  const people = (await d.cz('list', 'party_members', '--limit', '12')).rows
  await d.cz('set', 'party_members', people[5].id, 'mobile=13800000155')
  await d.cz('--operator', '李志远', 'remove', 'party_members', people[8].id)
  await d.go('/changes')
  await d.id('changes').waitFor()
  await shot(d, 'changes', { of: [d.id('changes')], down: 330 })
  await d.go('/ledger/party_members?deleted=1')
  await d.id('chip-deleted').waitFor()
  await d.page.locator('[data-testid="row-0"][data-id]').waitFor()
  await d.id('row-0').click()
  await shot(d, 'bin', { of: [d.page.locator('.tools'), d.page.locator('.sheet'), d.id('reading-pane')], down: 300 })

  await d.go(`/twins/party_members?a=${named.full}&b=${named.short}`)
  await d.id('compare').waitFor()
  await shot(d, 'twins')

  // Print desk and settings.
  for (const [name, path] of [
    ['print-roster', '/wall?document=member_roster'],
    ['print-duty', '/wall?document=duty_roster'],
    ['print-chart', '/wall?document=org_chart'],
  ]) {
    await d.go(path)
    await d.id('page-canvas').waitFor()
    await shot(d, name, { wait: 1200 })
  }
  await d.go('/settings?part=machine')
  await d.id('save-operator').waitFor()
  await shot(d, 'settings-size', { of: [d.id('settings')], down: 204 })
  await d.go('/settings?part=backup')
  await d.id('backup').waitFor()
  await shot(d, 'backup', { of: [d.id('settings')], down: 330 })
  await d.go('/settings?part=access')
  await d.id('access-0').waitFor()
  await shot(d, 'access', { of: [d.id('settings')], down: 220 })
  await d.close()
}

// Visits and what comes of them, on a household of the demo that still asks for something.
async function visiting() {
  const d = await openDesk('demo')
  const open = (await d.cz('list', 'matters', '--where', 'state=30', '--limit', '1')).rows[0] ?? (await d.cz('list', 'matters', '--limit', '1')).rows[0]
  const home = await d.cz('show', 'households', open.household)
  await d.go('/visits')
  await d.id('visit-entry').waitFor()
  await d.id('entry-companions').fill('李建国')
  await d.id('entry-household').fill(String(home.head ?? home.values?.head ?? home.room ?? '1'))
  await d.id('option-0').waitFor()
  await d.page.keyboard.press('Enter')
  await d.id('open-appeals').waitFor()
  await d.id('entry-talk').fill('老两口腿脚不便，子女在外地。楼道灯坏了半个月，晚上下楼摔过一次。')
  await d.page.keyboard.press('F2')
  await d.page.keyboard.type('楼道灯坏了半个月')
  await d.id('appeal-kind').selectOption({ label: '物业' })
  await shot(d, 'visit-entry', { wait: 900 })
  await d.page.keyboard.press('Control+s')
  await d.id('notice-done').waitFor()
  await d.id('notice-close').click()
  await d.go('/visits/figures')
  await d.page.locator('[data-testid="trend"] svg').waitFor()
  await shot(d, 'visit-figures', { wait: 900 })
  await d.go('/visits/coverage')
  await d.id('coverage-total').waitFor()
  await shot(d, 'visit-coverage')
  // One that nobody has dealt with in time.
  await d.cz('add', 'matters', 'title=化粪池外溢没人管', 'kind=环境', 'urgency=急', 'accepted=2026-11-02', 'owner=李建国', `household=${open.household}`)
  await d.go('/matters')
  await d.id('card-0').filter({ hasText: '逾期' }).waitFor()
  await shot(d, 'matters')
  await d.go(`/ledger/matters/${open.id}`)
  await d.id('stages').waitFor()
  await shot(d, 'matter', { wait: 900 })
  await d.close()
}

// Wishes, a dispute, and the rounds to the estates.
async function caring() {
  const d = await openDesk('demo')
  await d.go('/ledger/wishes')
  await d.id('claim-wishes').click()
  await d.id('open-0').check()
  await d.id('open-2').check()
  await d.id('claim-by').fill('重华里小区党支部')
  await shot(d, 'claim', { of: [d.page.locator('.el-dialog')] })
  await d.page.keyboard.press('Escape')
  const wishes = (await d.cz('list', 'wishes', '--limit', '100')).rows
  const open = wishes.find((w) => w.state === '1').id
  const today = (await d.cz('rotations', 'plan')).rounds[0].month.slice(0, 4)
  await d.cz('wishes', 'claim', open, '--by', '志愿者服务队', '--planned', `${Number(today) + 1}-01-20`)
  await d.cz('wishes', 'release', open, '--note', '人手不够')
  await d.cz('wishes', 'claim', open, '--by', '李建国', '--planned', `${Number(today) + 1}-01-20`)
  await d.go(`/ledger/wishes/${open}`)
  await d.id('wish-course').waitFor()
  await shot(d, 'wish', { of: [d.id('wish-course')] })
  const going = (await d.cz('mediations', 'list', '--state', '正在调解')).rows[0].id
  await d.cz('mediations', 'note', going, '--note', '双方到场，各说各的')
  await d.go(`/ledger/mediations/${going}`)
  await d.id('mediation-course').waitFor()
  await shot(d, 'mediation', { of: [d.id('mediation-course')] })
  await d.go('/ledger/rotations')
  await d.id('plan-rounds').click()
  await d.id('plan-table').waitFor()
  await shot(d, 'rotation-plan', { of: [d.page.locator('.el-dialog')] })
  await d.page.keyboard.press('Escape')
  const held = (await d.cz('rotations', 'list', '--state', '已开展', '--sort', 'month')).rows.at(-1).id
  await d.go(`/ledger/rotations/${held}`)
  await d.id('ask').click()
  await d.id('ask-question').nth(0).fill('公交卡怎么办')
  await d.id('ask-answer').nth(0).fill('带身份证和一张照片到街道便民大厅')
  await d.id('ask-question').nth(1).fill('3 栋门前的路灯什么时候修')
  await d.id('ask-later').nth(1).click()
  await d.id('ask-kind').nth(1).selectOption({ label: '物业' })
  await shot(d, 'rotation-ask', { of: [d.id('ask-table')] })
  await d.close()
}

// The points of the demo: the board with a slip, claims, a notice, the rules with what a change would do.
async function scoring() {
  const d = await openDesk('demo')
  await d.go('/points')
  await d.id('row-3').click()
  await d.id('slip-total').waitFor()
  await shot(d, 'points-board', { wait: 600 })
  await d.go('/points/claims?state=3')
  await d.id('row-0').waitFor()
  await d.id('check-all').click()
  await d.id('picked').waitFor()
  await shot(d, 'points-claims')
  await d.go('/points/notices')
  await d.id('notice-state').waitFor()
  await shot(d, 'points-notice')
  await d.go('/points/rules')
  await d.page.locator('[data-testid="rule-J01"] [data-key="points"]').fill('0.5')
  await d.id('what-if').click()
  await d.id('effects-line').waitFor()
  await shot(d, 'points-rules', { wait: 600 })
  await d.go('/points/year')
  await d.id('suggest').click()
  await d.id('suggestions').waitFor()
  await d.id('follow').click()
  await shot(d, 'points-appraisal', { of: [d.id('appraisal')], down: 560 })
  await d.close()
}

// A notice of awards that hangs out, with an objection that waits.
async function posting() {
  const d = await openDesk('demo')
  await d.go('/notices?kind=2')
  await d.id('notice-state').waitFor()
  await shot(d, 'notices')
  await d.close()
}

// A branch: its year, a roll half called, the dues of the month and the hours.
async function living() {
  const d = await openDesk('demo')
  const now = new Date()
  const today = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`
  // A branch that missed one: that is what the text tells of.
  const held = (await d.cz('list', 'meetings', '--where', 'kind=主题党日', '--limit', '200')).rows.map((m) => m.organization)
  const branches = [...new Set(held)].sort((a, b) => held.filter((x) => x === a).length - held.filter((x) => x === b).length)
  const branch = branches[0]
  const keeps = branches.at(-1) // that keeps its dues and hours too
  await d.go(`/life?org=${branch}`)
  await d.id('board-sums').waitFor()
  await shot(d, 'life-board', { of: [d.page.locator('.tabs'), d.id('life-board')], down: 580 })
  await d.go(`/life/dues?org=${keeps}`)
  await d.id('dues-sums').waitFor()
  await shot(d, 'life-dues')
  await d.go(`/life/hours?org=${keeps}`)
  await d.id('hours-sums').waitFor()
  await shot(d, 'life-hours', { of: [d.page.locator('.tabs'), d.id('life-hours')], down: 420 })
  const meeting = (await d.cz('add', 'meetings', 'kind=主题党日', `organization=${branch}`, `date=${today}`, 'title=学习党章，清洁家园', 'hours=2', 'place=党群服务中心')).id
  await d.go(`/ledger/meetings/${meeting}`)
  await d.id('roll-list').waitFor()
  await d.id('roll-list').focus()
  for (const key of '1121411151') await d.page.keyboard.press(key)
  await d.id('reason').first().fill('出差')
  await d.id('roll-list').focus()
  await shot(d, 'life-roll', { of: [d.id('roll')] })
  await d.close()
}

mkdirSync(into, { recursive: true })
browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true, args: flags })
try {
  const parts = { start, importing, everyday, visiting, caring, living, scoring, posting }
  // PART=visiting walks one part only.
  for (const part of process.env.PART ? [parts[process.env.PART]] : Object.values(parts)) await part()
} finally {
  await last?.close()
  await browser.close()
  rmSync(workFolder(), { recursive: true, force: true })
}
