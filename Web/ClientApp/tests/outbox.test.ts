import { beforeEach, describe, expect, it } from 'vitest'
import type { Ack } from '@/api/wire'
import { Outbox } from '@/live/outbox'
import { localOutbox } from '@/live/outboxStore'

const store = () => localOutbox('m-1', localStorage)
const soon = async () => undefined
const ok = (seq: number): Ack => ({ ok: true, seq })

describe('Outbox', () => {
  beforeEach(() => localStorage.clear())

  it('sends again under the same client id after a lost answer', async () => {
    const ids: string[] = []
    let online = false
    const outbox = new Outbox(
      store(),
      async (_, { clientId }) => {
        ids.push(clientId)
        if (!online) throw new Error('cut')
        return ok(7)
      },
      () => undefined,
      soon,
    )
    outbox.add('g', { text: '好' }, 'c-1', 1)
    await outbox.pump('g')
    expect(outbox.entries[0]?.state).toBe('queued')
    online = true
    await outbox.pump('g')
    expect(ids).toEqual(['c-1', 'c-1'])
    expect(outbox.entries[0]).toMatchObject({ state: 'sent', seq: 7 })
  })

  it('begins again where the line came back before the old one was known to be gone', async () => {
    let cut!: (reason: Error) => void
    const answers = [new Promise<Ack>((_, reject) => (cut = reject)), Promise.resolve(ok(7))]
    const outbox = new Outbox(
      store(),
      () => answers.shift()!,
      () => undefined,
      soon,
    )
    outbox.add('g', { text: '好' }, 'c-1', 1)
    const first = outbox.pump('g')
    await outbox.pump('g')
    cut(new Error('cut'))
    await first
    expect(outbox.entries[0]).toMatchObject({ state: 'sent', seq: 7 })
  })

  it('survives a reload, also while sending', () => {
    const never = () => new Promise<Ack>(() => undefined)
    const before = new Outbox(store(), never, () => undefined, soon)
    before.add('g', { text: '一', replyTo: 3 }, 'c-1', 1)
    void before.pump('g')
    const after = new Outbox(store(), never, () => undefined, soon)
    expect(after.entries).toEqual([
      expect.objectContaining({ clientId: 'c-1', text: '一', replyTo: 3, state: 'queued' }),
    ])
  })

  it('keeps the order and waits out what passes by itself', async () => {
    const sent: string[] = []
    let refused = 0
    const outbox = new Outbox(
      store(),
      async (_, { text }) => {
        if (text === '二' && refused++ < 2)
          return { ok: false, refusal: { rule: 'post.too-fast', zh: '太快', en: 'Too fast' } }
        sent.push(text)
        return ok(sent.length)
      },
      () => undefined,
      soon,
    )
    for (const text of ['一', '二', '三']) outbox.add('g', { text }, text, 1)
    await outbox.pump('g')
    expect(sent).toEqual(['一', '二', '三'])
  })

  it('shows why a message failed, goes on with the next, and sends it again on demand', async () => {
    const refusal = { rule: 'post.muted', zh: '你已被禁言', en: 'You are muted' }
    let muted = true
    const outbox = new Outbox(
      store(),
      async (_, { text }) => (muted && text === '一' ? { ok: false, refusal } : ok(1)),
      () => undefined,
      soon,
    )
    outbox.add('g', { text: '一' }, 'c-1', 1)
    outbox.add('g', { text: '二' }, 'c-2', 2)
    await outbox.pump('g')
    expect(outbox.entries.map((it) => it.state)).toEqual(['failed', 'sent'])
    expect(outbox.entries[0]?.refusal).toEqual(refusal)
    muted = false
    outbox.retry('c-1')
    await outbox.pump('g')
    expect(outbox.entries.map((it) => it.state)).toEqual(['sent', 'sent'])
  })

  it('holds a committed message until the log shows it', async () => {
    const outbox = new Outbox(
      store(),
      async () => ok(5),
      () => undefined,
      soon,
    )
    outbox.add('g', { text: '一' }, 'c-1', 1)
    await outbox.pump('g')
    outbox.settle('g', 4)
    expect(outbox.of('g')).toHaveLength(1)
    outbox.settle('g', 5)
    expect(outbox.of('g')).toHaveLength(0)
    expect(localStorage.length).toBe(0)
  })

  it('keeps members of one device apart', () => {
    const outbox = new Outbox(
      store(),
      async () => ok(1),
      () => undefined,
      soon,
    )
    outbox.add('g', { text: '一' }, 'c-1', 1)
    expect(localOutbox('m-2', localStorage).load()).toEqual([])
  })
})
