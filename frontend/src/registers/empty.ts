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
}

/** emptyWords are the words of a ledger without a record. */
export function emptyWords(register: string): EmptyWords {
  return others[register] ?? { text: '手里有 Excel 花名册就直接导入；也可以一条一条新增。', bring: '导入花名册' }
}
