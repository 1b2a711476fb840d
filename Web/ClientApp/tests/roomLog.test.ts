import { describe, expect, it } from 'vitest'
import type { Joined } from '@/api/wire'
import { queueOf } from '@/live/floor'
import { RoomLog } from '@/live/roomLog'
import { ServerRoom, brief, random } from './server'

const ME = 'm-1'
const EMOJI = ['👍', '👏']
const seat = { officer: false, maySpeak: true, expected: true, since: 0 }

/** What a reader sees, without the lines a snapshot has no place for. */
function seen(log: RoomLog) {
  return {
    messages: log.items
      .filter((it) => it.kind === 'message')
      .map((it) => ({
        ...it,
        hiddenReason: undefined,
        reactions: [...it.reactions].sort((a, b) => a.emoji.localeCompare(b.emoji)),
      })),
    decisions: log.decisions.map((it) => it.s),
    polls: log.polls,
    floor: log.floor,
    questions: log.questions,
    rules: log.rules,
    slow: log.slowSeconds,
    meMuted: log.meMuted,
    muted: [...log.muted].sort(),
    state: log.brief?.state,
    closesAt: log.brief?.closesAt,
    last: log.last,
  }
}
function fresh(server: ServerRoom): RoomLog {
  const log = new RoomLog(ME)
  log.reset(server.epoch, server.snapshot(ME))
  return log
}
function poll(server: ServerRoom, next: () => number) {
  const to = server.entries.findLast((it) => it.k === 'pollOpened')?.s
  const form = { id: `p${server.head}`, title: '题', options: ['甲', '乙'], most: 1, anonymous: false }
  if (!to || next() < 0.3)
    server.add({ k: 'pollOpened', by: 'm-9', v: 9, poll: { ...form, electorate: 'everyone' } })
  else server.add({ k: next() < 0.8 ? 'pollTally' : 'pollClosed', to, v: 3, c: next() < 0.5 ? [1, 2] : null })
}
function order(server: ServerRoom, next: () => number) {
  const who = `m-${1 + Math.floor(next() * 3)}`
  const to = server.entries.findLast((it) => it.k === 'question')?.s
  const v = Math.floor(next() * 90)
  const kinds = [
    () => server.add({ k: 'handRaised', by: who, name: who, v }),
    () => server.add({ k: 'orderRaised', by: who, name: who, v }),
    () => server.add({ k: 'handLowered', who }),
    () => server.add({ k: 'floorGiven', by: 'm-9', who, name: who, v }),
    () => server.add({ k: 'floorEnded', by: who, who }),
    () => server.add({ k: 'floorPaused', by: 'm-9', v }),
    () => server.add({ k: 'floorResumed', by: 'm-9', v }),
    () => server.add({ k: 'floorRules', by: 'm-9', v, text: next() < 0.5 ? 'fair' : null }),
    () => server.add({ k: 'question', by: who, name: who, id: `q${v}`, text: 'q' }),
    () => server.add({ k: 'questionMerged', by: 'm-9', to, v: 1 }),
    () => server.add({ k: 'questionAnswered', by: 'm-9', to, text: 'a' }),
    () => server.add({ k: 'hidden', by: 'm-9', to, text: 'why' }),
    () => server.add({ k: 'restored', by: 'm-9', to: to ?? 1, text: 'back' }),
    () => server.add({ k: 'postingRules', who: 'b-1', v, text: 'rules' }),
    () => server.add({ k: 'appealDenied', by: 'm-9', to: to ?? 1, text: 'no' }),
    () => server.add({ k: 'reactions', r: to ? [[to, '👍', v]] : [] }),
  ]
  kinds[Math.floor(next() * kinds.length)]!()
}
function step(server: ServerRoom, next: () => number) {
  const any = () => 1 + Math.floor(next() * Math.max(1, server.head))
  const who = `m-${1 + Math.floor(next() * 3)}`
  const roll = next()
  if (roll > 0.88 && next() < 0.5) return poll(server, next)
  if (next() < 0.25) return order(server, next)
  if (roll < 0.55)
    server.add({
      k: 'message',
      by: who,
      name: who,
      id: `c${server.head}`,
      text: `t${server.head}`,
      to: next() < 0.3 ? any() : undefined,
      q: { name: 'n', text: 'quoted' },
    })
  else if (roll < 0.6) server.add({ k: 'edited', by: who, to: any(), text: `e${server.head}` })
  else if (roll < 0.65) server.add({ k: 'hidden', by: 'm-9', to: any(), text: 'why' })
  else if (roll < 0.7) {
    const to = server.entries.findLast((it) => it.k === 'hidden')?.to
    server.add({
      k: 'restored',
      by: 'm-9',
      to,
      text: `r${server.head}`,
      ed: next() < 0.5 ? server.head : null,
    })
  } else if (roll < 0.8)
    server.add({ k: 'reactions', r: [[any(), EMOJI[Math.floor(next() * 2)]!, Math.floor(next() * 4)]] })
  else if (roll < 0.86) server.add({ k: next() < 0.5 ? 'muted' : 'unmuted', by: 'm-9', who })
  else if (roll < 0.91) server.add({ k: 'slowMode', by: 'm-9', v: Math.floor(next() * 60) })
  else if (roll < 0.96) server.add({ k: 'decision', by: 'm-9', text: 'd' })
  else server.add({ k: 'extended', by: 'm-9', v: 1_800_000 + server.head })
}

describe('RoomLog', () => {
  it('applies a frame in order and drops what it already has', () => {
    const server = new ServerRoom()
    const log = fresh(server)
    server.add({ k: 'opened' })
    server.add({ k: 'message', by: 'm-2', name: '赵敏', id: 'a', text: '好' })
    expect(log.frame(server.frame(0, 2))).toBe('ok')
    expect(log.frame(server.frame(0, 2))).toBe('ok')
    expect(log.items.map((it) => it.kind)).toEqual(['opened', 'message'])
  })

  it('asks for a replay on a jump and shows nothing out of order', () => {
    const server = new ServerRoom()
    const log = fresh(server)
    for (let i = 0; i < 5; i++) server.add({ k: 'message', by: 'm-2', name: 'n', id: `${i}`, text: 't' })
    expect(log.frame(server.frame(2, 4))).toBe('gap')
    expect(log.items).toHaveLength(0)
    expect(log.behind).toBe(4)
    expect(log.replayed(server.replay(0, 3))).toBe('gap')
    expect(log.behind).toBe(2)
    expect(log.replayed(server.replay(3, 300))).toBe('ok')
    expect(log.behind).toBe(0)
  })

  it('learns from a beat that it is behind', () => {
    const server = new ServerRoom()
    const log = fresh(server)
    server.add({ k: 'opened' })
    expect(log.frame({ g: 'g', e: 'e1', h: 1, t: 0 })).toBe('gap')
  })

  it('starts over when the history is another one', () => {
    const server = new ServerRoom()
    const log = fresh(server)
    expect(log.frame({ g: 'g', e: 'e2', h: 9, t: 0 })).toBe('epoch')
    expect(log.replayed({ entries: [], head: 9, epoch: 'e2' })).toBe('epoch')
  })

  it('keeps expected = present + excused + absent when counts change', () => {
    const log = fresh(new ServerRoom())
    log.frame({ g: 'g', e: 'e1', h: 0, n: [60, 41, 4, 40], t: 0 })
    expect(log.counts).toMatchObject({
      expected: 60,
      present: 41,
      excused: 4,
      absent: 15,
      inside: 40,
      eligible: 59,
    })
  })

  it('replaces an item that changed and leaves the others alone', () => {
    const server = new ServerRoom()
    server.add({ k: 'message', by: 'm-2', name: 'n', id: '1', text: 'a' })
    server.add({ k: 'message', by: 'm-2', name: 'n', id: '2', text: 'b' })
    const log = fresh(server)
    const [first, second] = log.items
    server.add({ k: 'hidden', by: 'm-9', to: 1, text: '跑题' })
    log.frame(server.frame(2, 3))
    expect(log.items[0]).not.toBe(first)
    expect(log.items[0]).toMatchObject({ hidden: true, text: '', hiddenReason: '跑题' })
    expect(log.items[1]).toBe(second)
  })

  it('becomes read-only on closed', () => {
    const server = new ServerRoom()
    const log = fresh(server)
    server.add({ k: 'closed' })
    log.frame(server.frame(0, 1))
    expect(log.brief?.state).toBe('closed')
  })

  it('puts older pages in front and knows when there are no more', () => {
    const server = new ServerRoom()
    for (let i = 0; i < 10; i++) server.add({ k: 'message', by: 'm-2', name: 'n', id: `${i}`, text: 't' })
    const log = new RoomLog(ME)
    log.reset('e1', server.snapshot(ME, 3))
    expect(log.hasOlder).toBe(true)
    log.prepend(server.entries.slice(2, 7))
    expect(log.items.map((it) => it.seq)).toEqual([3, 4, 5, 6, 7, 8, 9, 10])
    log.prepend(server.entries.slice(0, 2))
    expect(log.hasOlder).toBe(false)
  })

  it('takes an older message without text or picture as hidden', () => {
    const log = new RoomLog(ME)
    log.seed(brief({ state: 'closed' }), [{ s: 1, k: 'message', at: 1, by: 'm-2', name: 'n', id: 'x' }], 1)
    expect(log.find(1)?.hidden).toBe(true)
  })

  it.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'ends in a fresh snapshot after lost, doubled and reordered frames (seed %i)',
    (seed) => {
      const next = random(seed)
      let server = new ServerRoom()
      for (let i = 0; i < next() * 20; i++) step(server, next)
      const log = fresh(server)
      const flight: ReturnType<ServerRoom['frame']>[] = []

      const settle = (verdict: string) => {
        if (verdict === 'epoch') return log.reset(server.epoch, server.snapshot(ME))
        for (let turn = 0; verdict === 'gap' && turn < 50; turn++)
          verdict = log.replayed(server.replay(log.last, 1 + Math.floor(next() * 5)))
      }
      for (let turn = 0; turn < 120; turn++) {
        const from = server.head
        for (let i = 0; i < next() * 3; i++) step(server, next)
        if (server.head > from) flight.push(server.frame(from, server.head))
        const roll = next()
        if (roll < 0.02) {
          server = new ServerRoom(`after-${turn}`)
          step(server, next)
        } else if (roll < 0.1) flight.shift()
        else if (roll < 0.2 && flight[0]) flight.push(flight[0])
        else if (roll < 0.3) flight.reverse()
        else if (roll < 0.35) {
          const recovered = log.epoch === server.epoch
          const answer: Joined = { ok: true, recovered, epoch: server.epoch, head: server.head, you: seat }
          if (recovered) answer.entries = server.entries.slice(log.last)
          else answer.snapshot = server.snapshot(ME)
          log.joined(answer)
        }
        // Frames of a history that is over are never sent after those of the next one.
        while (flight.length && next() < 0.6) {
          const frame = flight.shift()!
          if (frame.e === server.epoch) settle(log.frame(frame))
        }
      }
      settle(log.frame({ g: 'g', e: server.epoch, h: server.head, t: 0 }))
      expect(seen(log)).toEqual(seen(fresh(server)))
    },
  )
})

describe('the queue', () => {
  const hand = (s: number, order: boolean, spoke: number) => ({ s, member: `m-${s}`, name: '', order, spoke })
  const order = (fair: boolean) =>
    queueOf({ hands: [hand(1, false, 40), hand(2, false, 0), hand(3, true, 90)], fair, seconds: 0 }).map(
      (it) => it.s,
    )
  it('takes points of order first, then who raised first', () => expect(order(false)).toEqual([3, 1, 2]))
  it('prefers who spoke least in fair mode', () => expect(order(true)).toEqual([3, 2, 1]))
})

describe('what a large room is not shown live', () => {
  const frame = (server: ServerRoom, from: number, leftOut: [number, number][]) => ({
    g: 'g-1',
    e: server.epoch,
    h: server.head,
    m: server.entries.filter((it) => it.s >= from && !leftOut.some(([a, b]) => it.s >= a && it.s <= b)),
    x: leftOut,
    t: 1,
  })

  it('stands in the list as one gap and is no reason to ask again', () => {
    const server = new ServerRoom()
    const log = fresh(server)
    const from = server.head + 1
    for (let i = 0; i < 10; i++) server.add({ k: 'message', by: 'm-2', id: `c${i}`, text: `${i}` })
    const verdict = log.frame(frame(server, from, [[from + 2, from + 8]]))
    const next = server.head + 1
    for (let i = 0; i < 3; i++) server.add({ k: 'message', by: 'm-2', id: `d${i}`, text: `${i}` })
    const more = log.frame(frame(server, next, [[next, next + 2]]))

    expect([verdict, more]).toEqual(['ok', 'ok'])
    expect(log.last).toBe(server.head)
    expect(log.items.filter((it) => it.kind === 'gap').map((it) => [it.seq, it.last])).toEqual([
      [from + 2, from + 8],
      [next, next + 2],
    ])
  })

  it('merges with what follows without anything between', () => {
    const server = new ServerRoom()
    const log = fresh(server)
    for (let round = 0; round < 3; round++) {
      const from = server.head + 1
      server.add({ k: 'message', by: 'm-2', id: `c${round}`, text: 'x' })
      log.frame(frame(server, from, [[from, from]]))
    }
    expect(log.items.filter((it) => it.kind === 'gap')).toHaveLength(1)
  })

  it('gives way to the page that is read, and keeps what the page did not reach', () => {
    const server = new ServerRoom()
    const log = fresh(server)
    const from = server.head + 1
    for (let i = 0; i < 10; i++) server.add({ k: 'message', by: 'm-2', id: `c${i}`, text: `${i}` })
    log.frame(frame(server, from, [[from, from + 8]]))
    const gap = log.items.find((it) => it.kind === 'gap')!
    log.fill(gap, server.entries.slice(from - 1, from + 4))

    const rest = log.items.find((it) => it.kind === 'gap')!
    expect([rest.seq, rest.last]).toEqual([from + 5, from + 8])
    log.fill(rest, server.entries.slice(from + 4))
    expect(log.items.filter((it) => it.seq >= from).map((it) => it.kind)).toEqual(Array(10).fill('message'))
  })

  it('asks again where more is missing than was said to be left out', () => {
    const server = new ServerRoom()
    const log = fresh(server)
    const from = server.head + 1
    for (let i = 0; i < 6; i++) server.add({ k: 'message', by: 'm-2', id: `c${i}`, text: `${i}` })
    expect(log.frame({ ...frame(server, from + 3, [[from + 1, from + 1]]) })).toBe('gap')
    expect(log.last).toBe(from - 1)
  })
})
