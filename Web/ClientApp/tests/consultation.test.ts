import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { RouterLinkStub } from '@vue/test-utils'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Consultation, ConsultationEntry } from '@/api/wire'
import QuestionRow from '@/consultation/QuestionRow.vue'
import { ThreadLog } from '@/consultation/threadLog'
import { urgency, waitText } from '@/consultation/wait'
import { i18n, useLocale, useWords } from '@/i18n'
import { serverNow } from '@/live/clock'
import * as api from '@/api/consultations'
import { byWait, mayAnswer, merge, useConsultations } from '@/stores/consultations'
import { useSession } from '@/stores/session'
import { random } from './server'

const HOUR = 3_600_000
const entry = (s: number): ConsultationEntry => ({
  s,
  k: 'message',
  at: s,
  by: 'm-1',
  name: '王芳',
  text: `t${s}`,
})
const thread = (change: Partial<Consultation> = {}): Consultation => ({
  id: 'q-1',
  node: 'b-1',
  nodeName: '第一支部',
  topic: 'dues',
  subject: '党费怎么交',
  state: 'waiting',
  member: 'm-1',
  memberName: '王芳',
  openedAt: 0,
  head: 2,
  read: 2,
  otherRead: 0,
  moved: false,
  as: 'officer',
  ...change,
})

describe('ThreadLog', () => {
  it('takes what follows, once, and tells where something is missing', () => {
    const log = new ThreadLog()
    log.reset([entry(1), entry(2)])
    expect(log.apply([entry(2), entry(3)], 3)).toBe(false)
    expect(log.apply([entry(5)], 5)).toBe(true)
    expect(log.apply([], 5)).toBe(true)
    expect(log.last).toBe(3)
    expect(log.apply([entry(4), entry(5)], 5)).toBe(false)
    expect(log.entries.map((it) => it.s)).toEqual([1, 2, 3, 4, 5])
  })

  it('ends dense whatever is lost, doubled or late', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const next = random(seed)
      const log = new ThreadLog()
      const all = Array.from({ length: 1 + Math.floor(next() * 20) }, (_, n) => entry(n + 1))
      for (let n = 0; n < 40; n++) {
        const from = Math.floor(next() * all.length)
        const some = all.slice(from, from + 1 + Math.floor(next() * 3))
        if (log.apply(some, some.at(-1)!.s) && next() < 0.5) log.apply(all.slice(log.last), all.length)
      }
      log.apply(all.slice(log.last), all.length)
      expect(log.entries).toEqual(all)
    }
  })
})

describe('the waiting list', () => {
  it('runs from the longest wait, then what is answered, the latest first', () => {
    const list = [
      thread({ id: 'a', openedAt: 5 }),
      thread({ id: 'b', waitingSince: 9 }),
      thread({ id: 'c', waitingSince: 3 }),
      thread({ id: 'd', openedAt: 7 }),
    ]
    expect(list.sort(byWait).map((it) => it.id)).toEqual(['c', 'b', 'd', 'a'])
  })

  it('keeps the newest state of a thread', () => {
    const list = merge([thread({ head: 4 })], thread({ head: 3, subject: '旧' }))
    expect(list[0]!.subject).toBe('党费怎么交')
    expect(merge(list, thread({ head: 4, read: 4 }))[0]!.read).toBe(4)
    expect(mayAnswer('secretary') && !mayAnswer('finance')).toBe(true)
  })

  it('warns from half of the limit and is late past it', () => {
    expect([1, 13, 24, 25].map((h) => urgency(h * HOUR, 24 * 3600))).toEqual(['calm', 'soon', 'soon', 'late'])
    const t = (key: string, it: Record<string, number>) =>
      `${key.split('.').at(-1)} ${Object.values(it).join(' ')}`
    expect([90_000, 3 * HOUR + 60_000, 50 * HOUR, -5].map((ms) => waitText(ms, t))).toEqual([
      'minutes 1',
      'hours 3 1',
      'days 2 2',
      'minutes 0',
    ])
  })
})

describe('QuestionRow', () => {
  beforeAll(async () => {
    await useLocale('zh')
    await useWords(['ask'])
  })
  beforeEach(() => setActivePinia(createPinia()))
  const row = (item: Consultation) =>
    mount(QuestionRow, {
      props: { item, limitSeconds: 24 * 3600 },
      global: { plugins: [i18n], stubs: { RouterLink: RouterLinkStub } },
    })

  it('says who waits and how long, and that it is late', () => {
    const late = row(thread({ waitingSince: serverNow() - 25 * HOUR, head: 3 }))
    expect(late.text()).toContain('王芳')
    expect(late.text()).toContain('已等 1 天 1 小时')
    expect(late.text()).toContain('超过首次答复时限')
    expect(late.text()).toContain('新')
    expect(late.find('[data-testid=consultation-state]').attributes('data-urgency')).toBe('late')
  })

  it('shows markup in a subject as text', () => {
    const hostile = row(thread({ subject: '<img src=x onerror=alert(1)>' }))
    expect(hostile.find('img').exists()).toBe(false)
    expect(hostile.text()).toContain('onerror')
  })
})

describe('the lists of a desk', () => {
  it('keep what is pushed while they are read', async () => {
    setActivePinia(createPinia())
    const session = useSession()
    session.me = {
      member: 'm-9',
      offices: [{ role: 'secretary', node: 'b-1', nodeName: '第一支部' }],
    } as never
    const lists = useConsultations()
    vi.spyOn(api, 'readOwn').mockResolvedValue({ limitSeconds: 60, consultations: [] })
    let answer!: (it: { limitSeconds: number; consultations: Consultation[] }) => void
    vi.spyOn(api, 'readDesk').mockReturnValue(new Promise((resolve) => (answer = resolve)))
    const loaded = lists.load()
    await vi.waitFor(() => expect(api.readDesk).toHaveBeenCalled())
    lists.put(thread({ id: 'q-7', waitingSince: 1 }))
    answer({ limitSeconds: 60, consultations: [] })
    await loaded
    expect(lists.desk?.map((it) => it.id)).toEqual(['q-7'])
    vi.restoreAllMocks()
  })
})
