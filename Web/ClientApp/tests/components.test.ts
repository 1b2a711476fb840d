import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { RouterLinkStub } from '@vue/test-utils'
import RefusalNote from '@/components/RefusalNote.vue'
import ConnectionPill from '@/components/ConnectionPill.vue'
import Figures from '@/console/Figures.vue'
import { i18n, useLocale, useWords } from '@/i18n'
import enAsk from '@/i18n/en/ask'
import enOffice from '@/i18n/en/office'
import zhAsk from '@/i18n/zh/ask'
import zhOffice from '@/i18n/zh/office'
import en from '@/i18n/en'
import zh from '@/i18n/zh'
import { toMessage } from '@/live/roomItem'
import LiveCard from '@/now/LiveCard.vue'
import MessageRow from '@/room/MessageRow.vue'
import NoteRow from '@/room/NoteRow.vue'
import { useLive } from '@/stores/live'
import { brief, counts } from './server'

const global = () => ({ plugins: [i18n, createPinia()], stubs: { RouterLink: RouterLinkStub } })
const refusal = {
  rule: 'vote.unregistered',
  zh: '请在关系所在支部表决。',
  en: 'Vote in your formal branch.',
  fields: { topic: { rule: 'topic.long', zh: '主题太长', en: 'Topic too long' } },
}

beforeAll(async () => {
  await useWords(['ask', 'office'])
  await useLocale('en')
  await useLocale('zh')
})
beforeEach(() => setActivePinia(createPinia()))

describe('messages of the interface', () => {
  const flat = (it: object, at = ''): string[] =>
    Object.entries(it).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [`${at}${key} ${(value.match(/\{\w+\}/g) ?? []).sort().join()}`]
        : flat(value, `${at}${key}.`),
    )
  it('have the same keys and the same figures in both languages', () => {
    expect(flat(en)).toEqual(flat(zh))
    expect(flat(enAsk)).toEqual(flat(zhAsk))
    expect(flat(enOffice)).toEqual(flat(zhOffice))
  })
})

describe('RefusalNote', () => {
  it('says the reason in the language in use, field by field', async () => {
    const note = mount(RefusalNote, { props: { refusal }, global: global() })
    expect(note.text()).toContain('请在关系所在支部表决。')
    expect(note.text()).toContain('主题太长')
    await useLocale('en')
    await note.vm.$nextTick()
    expect(note.text()).toContain('Vote in your formal branch.')
    await useLocale('zh')
  })
})

describe('ConnectionPill', () => {
  it.each([
    ['live', {}, '实时'],
    ['live', { behind: 43, catchingUp: true }, '正在补齐 43 条'],
    ['offline', {}, '离线'],
    ['connecting', {}, '连接中…'],
  ] as const)('says where the line stands: %s %j', (status, props, text) => {
    const options = { props, global: { plugins: [i18n] } }
    useLive().status = status
    expect(mount(ConnectionPill, options).text()).toBe(text)
  })
  it('says how many messages wait', () => {
    const live = useLive()
    live.status = 'offline'
    live.outgoing = ['a', 'b'].map((clientId) => ({
      clientId,
      gathering: 'g',
      text: 't',
      at: 0,
      state: 'queued',
    }))
    expect(mount(ConnectionPill, { global: { plugins: [i18n] } }).text()).toBe('离线，2 条待发')
  })
})

describe('Figures', () => {
  it('shows the four figures, their sum and the quorum', () => {
    const box = mount(Figures, { props: { counts: counts(), live: true }, global: global() })
    const figure = (name: string) => box.get(`[data-testid=console-${name}]`).text()
    expect(['expected', 'present', 'absent', 'excused'].map(figure)).toEqual(['60', '30', '25', '5'])
    expect(figure('invariant')).toContain('应到 60 = 实到 30 + 请假 5 + 缺席 25')
    expect(figure('quorum').replace(/\s+/g, ' ')).toBe('30 / 30 ✓')
  })
  it('says how many are missing for a quorum', () => {
    const box = mount(Figures, {
      props: { counts: { ...counts(), eligibleInside: 28 }, live: true },
      global: global(),
    })
    expect(box.get('[data-testid=console-quorum]').attributes('data-met')).toBe('false')
    expect(box.text()).toContain('还差 2 人')
  })
})

describe('rows of the room', () => {
  const row = (change: object) =>
    mount(MessageRow, {
      props: {
        item: toMessage({
          s: 3,
          k: 'message',
          at: 0,
          by: 'm-2',
          name: '赵敏',
          id: 'x',
          text: '<b>你好</b>',
          ...change,
        }),
        own: false,
        lead: true,
        reacted: new Set<string>(),
      },
      global: global(),
    })
  it('shows what members write as text', () => {
    expect(row({}).get('.text').text()).toBe('<b>你好</b>')
    expect(row({}).find('b').exists()).toBe(false)
  })
  it('leaves a trace of a hidden message and nothing to act on', () => {
    const hidden = row({ text: undefined, hidden: true })
    expect(hidden.text()).toContain('这条消息已隐藏')
    expect(hidden.find('[data-testid=message-actions]').exists()).toBe(false)
  })
  it('says in a line what an officer did', () => {
    const note = mount(NoteRow, {
      props: { item: { kind: 'slowMode', seq: 1, at: 0, value: 10 } },
      global: global(),
    })
    expect(note.text()).toContain('慢速模式：10 秒一条')
  })
})

describe('LiveCard', () => {
  it('offers the console to officers only', () => {
    const card = (officer: boolean) =>
      mount(LiveCard, {
        props: { brief: brief({ mine: { expected: true, presence: 'absent', officer } }) },
        global: global(),
      })
    expect(card(false).find('[data-testid=now-live-console]').exists()).toBe(false)
    expect(card(true).find('[data-testid=now-live-console]').exists()).toBe(true)
    expect(card(true).text()).toContain('28 人在场')
  })
})
