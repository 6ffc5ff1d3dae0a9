/** What an empty ledger says, and what its button for files is called. */
export interface EmptyWords {
  text: string
  bring: string
}

// Ledgers whose entries come from somewhere else than a list in a drawer.
const others: Record<string, EmptyWords> = {
  holidays: {
    text: '照国务院办公厅每年 11 月前后公布的放假通知填，放假和周末补班一天一条；中国政府网查得到。先在导入页下载空白表，填好再导入。没有这张表，工作日只按法定节日和周末算。',
    bring: '导入放假安排',
  },
  meetings: { text: '开一次会、办一次活动，记一条，接着点名。以前的登记表可以导入。', bring: '导入登记表' },
  attendances: { text: '不用在这里一条一条填：打开一次组织生活，点【点名】，一人按一个键。以前的签到表可以导入。', bring: '导入签到表' },
  dues: { text: '不用在这里一条一条填：点【收党费】，选支部和月份，打上勾就行。以前的收缴表可以导入。', bring: '导入党费收缴表' },
  dues_bases: { text: '每年年初给每个人填一次基数，每月应交多少就自己算出来。手里有 Excel 表就直接导入。', bring: '导入党费基数' },
  studies: { text: '组织生活的学时按考勤自己算。另外参加的培训、网络学习、自学，记在这里，或从 Excel 表导入。', bring: '导入学时登记表' },
}

/** emptyWords are the words of a ledger without a record. */
export function emptyWords(register: string): EmptyWords {
  return others[register] ?? { text: '手里有 Excel 花名册就直接导入；也可以一条一条新增。', bring: '导入花名册' }
}
