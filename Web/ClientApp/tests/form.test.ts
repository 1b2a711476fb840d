import { flushPromises, mount } from '@vue/test-utils'
import { beforeAll, describe, expect, it } from 'vitest'
import { RefusedError, UNREACHABLE } from '@/api/refusal'
import FormSheet from '@/components/FormSheet.vue'
import { i18n, useLocale } from '@/i18n'

const no = { rule: 'tree.name', zh: '名称太长。', en: 'The name is too long.' }

/** A form whose command answers as told, with the ids it was sent with. */
function form(answers: (Error | undefined)[], blocked = false) {
  const ids: string[] = []
  const run = (id: string) => {
    ids.push(id)
    const answer = answers.shift()
    return answer ? Promise.reject(answer) : Promise.resolve()
  }
  const sheet = mount(FormSheet, {
    props: { title: 'T', confirm: 'Do it', testid: 'do', blocked, run },
    global: { plugins: [i18n] },
  })
  return { ids, sheet, send: () => sheet.find('form').trigger('submit').then(flushPromises) }
}

beforeAll(() => useLocale('zh'))

describe('FormSheet', () => {
  it('sends the same command again after a lost answer, and another one after a refusal', async () => {
    const { ids, send } = form([new RefusedError(UNREACHABLE, 0), new RefusedError(no, 409), undefined])
    await send()
    await send()
    await send()
    expect(ids[1]).toBe(ids[0])
    expect(ids[2]).not.toBe(ids[0])
  })

  it('says why it was refused and opens the button again', async () => {
    const { sheet, send } = form([new RefusedError(no, 409)])
    await send()
    expect(sheet.text()).toContain('名称太长。')
    expect(sheet.find('[data-testid=do]').attributes('disabled')).toBeUndefined()
  })

  it('sends nothing while something is missing, nor twice at once', async () => {
    const missing = form([undefined], true)
    await missing.send()
    expect(missing.ids).toEqual([])
    const { ids, sheet } = form([undefined])
    await Promise.all([sheet.find('form').trigger('submit'), sheet.find('form').trigger('submit')])
    expect(ids.length).toBe(1)
  })
})
