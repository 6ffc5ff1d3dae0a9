/** changeWords say what kind a change of the book was. */
const changeWords: Record<string, string> = {
  create: '新增', step: '办理', lasting: '办理', update: '修改', delete: '删除', restore: '恢复', import: '导入', undo: '撤销', revert: '撤回', merge: '合并', demo: '示范数据', sync: '同步', setting: '改设置',
}

/** changeWord gives the word for a kind of change. */
export const changeWord = (kind: string): string => changeWords[kind] ?? '改动'
