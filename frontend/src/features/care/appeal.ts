// A question becomes an appeal: asked once, done by one click, both linked.
import { Care, type AskedQuestion } from '../../api'
import { ask } from '../../ui/confirm'
import { notice } from '../../ui/notice'

/** toAppeal makes an appeal of a question and tells whether it did. */
export async function toAppeal(q: AskedQuestion, open: (path: string) => unknown): Promise<boolean> {
  if (!(await ask({ title: '转为诉求办理？', text: `“${q.question}”会在诉求里编号、定期限，一步一步办；这条提问不再单独催。`, yes: '转为诉求' }))) return false
  try {
    const { id } = await Care.appealQuestion(q.id, '')
    notice.done('已转为诉求', { action: { label: '打开诉求', run: () => open(`/ledger/matters/${id}`) } })
    return true
  } catch (e) {
    notice.error(e)
    return false
  }
}
