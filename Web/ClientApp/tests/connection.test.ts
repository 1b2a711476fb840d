import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bye } from '@/api/wire'
import { backoff } from '@/live/backoff'
import { LiveConnection, type Wire } from '@/live/connection'

class FakeWire implements Wire {
  handlers = new Map<string, (argument: never) => void>()
  closed = () => {}
  fails = false
  async start() {
    if (this.fails) throw new Error('refused')
  }
  async stop() {}
  async invoke() {
    return { member: 'm', node: 'b', serverAt: 0, points: [], live: [] }
  }
  on(event: string, handler: (argument: never) => void) {
    this.handlers.set(event, handler)
  }
  onclose(handler: () => void) {
    this.closed = handler
  }
  bye(code: Bye['code'], returnAfterMs?: number) {
    this.handlers.get('bye')!({ code, zh: '', en: '', returnAfterMs } as never)
    this.closed()
  }
}

function setUp(fails: boolean[] = []) {
  const wires: FakeWire[] = []
  const doubts = vi.fn()
  const connection = new LiveConnection({
    wire: () => {
      const wire = new FakeWire()
      wire.fails = fails[wires.length] ?? false
      wires.push(wire)
      return wire
    },
    hello: () => ({ pointsSeq: null, locale: 'zh' }),
    onStatus: () => undefined,
    onHello: () => undefined,
    onBye: () => undefined,
    onDoubt: doubts,
    random: () => 1,
  })
  return { connection, wires, doubts }
}

describe('LiveConnection', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('returns by itself and tells every screen that it is live again', async () => {
    const { connection, wires } = setUp()
    const up = vi.fn()
    connection.onUp(up)
    connection.start()
    await vi.advanceTimersByTimeAsync(0)
    expect(connection.status).toBe('live')
    wires[0]!.closed()
    expect(connection.status).toBe('offline')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(connection.status).toBe('live')
    expect(up).toHaveBeenCalledTimes(2)
  })

  it('waits as long as the hub asked for', async () => {
    const { connection, wires } = setUp()
    connection.start()
    await vi.advanceTimersByTimeAsync(0)
    wires[0]!.bye('draining', 7_000)
    connection.hurry()
    await vi.advanceTimersByTimeAsync(6_900)
    expect(wires).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(200)
    expect(connection.status).toBe('live')
  })

  it('is offline at once when the device loses its network, and comes back by itself', async () => {
    const { connection, wires } = setUp()
    connection.start()
    await vi.advanceTimersByTimeAsync(0)
    connection.drop()
    expect(connection.status).toBe('offline')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(connection.status).toBe('live')
    expect(wires).toHaveLength(2)
  })

  it.each(['signed-out', 'too-many-connections'] as const)('does not return after %s', async (code) => {
    const { connection, wires } = setUp()
    connection.start()
    await vi.advanceTimersByTimeAsync(0)
    wires[0]!.bye(code)
    await vi.advanceTimersByTimeAsync(120_000)
    expect(wires).toHaveLength(1)
    expect(connection.status).toBe('stopped')
  })

  it('doubts the session after repeated failures', async () => {
    const { connection, doubts } = setUp([true, true, true])
    connection.start()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(doubts).toHaveBeenCalled()
    expect(connection.status).toBe('live')
  })

  it('refuses calls while the line is down', async () => {
    const { connection } = setUp()
    await expect(connection.invoke('Post')).rejects.toThrow()
  })
})

describe('backoff', () => {
  it('grows, is jittered and has a ceiling', () => {
    expect(backoff(1, undefined, () => 0)).toBe(500)
    expect(backoff(1, undefined, () => 1)).toBe(1_000)
    expect(backoff(50, undefined, () => 1)).toBe(30_000)
    expect(backoff(3, 1_234, () => 1)).toBe(1_234)
  })
})
